// Lanes are moved by hand: dragged by their heads, or step by step with the keys. A lane moves among its peers: the lanes of its group, or
// the pinned ones.
import { type PointerEvent, useRef, useState } from 'react';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { type LaidRows, type Row, rowsBetween } from './rows.ts';

/** A lane on its way behind another one of its peers; `null`: to their front. */
export type LaneMoving = { readonly row: Row; readonly behind: Row | null };

const dragPx = 5;

/** The lanes among which a lane can be moved, in their order. */
export function peersOf(laid: LaidRows, row: Row): readonly Row[] {
  if (row.isPinned) return [...laid.pinned, ...laid.rows].filter((one) => one.isPinned);
  return laid.rows.filter((one) => one.kind === 'lane' && one.group === row.group && !one.isPinned);
}

/** Behind whom a lane goes that moves one place; `undefined` where it cannot. */
export function stepBehind(laid: LaidRows, row: Row, step: 1 | -1): Row | null | undefined {
  if (row.kind !== 'lane') return undefined;
  const peers = peersOf(laid, row);
  const at = peers.findIndex((one) => one.key === row.key);
  if (at === -1 || (step === -1 && at === 0)) return undefined;
  return step === 1 ? peers[at + 1] : (peers[at - 2] ?? null);
}

/** Puts a lane behind another one; the place it then has among its peers, from 1. */
export function putLane(laid: LaidRows, { row, behind }: LaneMoving): number {
  const { pinMoved, laneMoved } = useTimelineStore.getState();
  (row.isPinned ? pinMoved : laneMoved)(row.lane, behind?.lane ?? null);
  const others = peersOf(laid, row).filter((one) => one.key !== row.key);
  return 2 + others.findIndex((one) => one.key === behind?.key);
}

/** True where a line shows that the lane goes: above (`top`) or `below` this row. */
export function dropAt(laid: LaidRows, moving: LaneMoving | null, row: Row): 'top' | 'below' | undefined {
  if (moving === null) return undefined;
  if (moving.behind !== null) return moving.behind.key === row.key ? 'below' : undefined;
  return peersOf(laid, moving.row)[0]?.key === row.key ? 'top' : undefined;
}

/** Dragging by the heads. `put` hears where a lane was let go. */
export function useLaneDrag(laid: LaidRows, laneHeight: number, put: (moving: LaneMoving) => void) {
  const [moving, setMoving] = useState<LaneMoving | null>(null);
  const press = useRef<{ readonly row: Row; readonly y: number; isMoving: boolean } | null>(null);
  const down = (row: Row) => (start: PointerEvent<HTMLElement>) => {
    if (start.button !== 0 || row.kind !== 'lane') return;
    press.current = { row, y: start.clientY, isMoving: false };
  };
  const move = (now: PointerEvent<HTMLElement>) => {
    const begun = press.current;
    if (begun === null || (!begun.isMoving && Math.abs(now.clientY - begun.y) < dragPx)) return;
    if (!begun.isMoving) now.currentTarget.setPointerCapture(now.pointerId);
    begun.isMoving = true;
    const list = laid.pinned.includes(begun.row) ? laid.pinned : laid.rows;
    const y = now.clientY - now.currentTarget.getBoundingClientRect().top;
    const [at] = rowsBetween(list, y - laneHeight / 2, y - laneHeight / 2 + 1);
    const over = y < laneHeight / 2 ? undefined : list[at];
    const isPeer = over !== undefined && over.group === begun.row.group && over.isPinned === begun.row.isPinned;
    if (begun.row.isPinned)
      setMoving(over === undefined || over.isPinned ? { row: begun.row, behind: over ?? null } : null);
    else if (over === undefined)
      setMoving(list[0]?.group === begun.row.group ? { row: begun.row, behind: null } : null);
    else setMoving(isPeer ? { row: begun.row, behind: over.kind === 'group' ? null : over } : null);
  };
  const up = () => {
    if (press.current?.isMoving && moving !== null && moving.behind?.key !== moving.row.key) put(moving);
    press.current = null;
    setMoving(null);
  };
  return { moving, down, handlers: { onPointerMove: move, onPointerUp: up, onPointerCancel: up } };
}
