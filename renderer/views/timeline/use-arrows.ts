// The arrows of the window as the painter needs them: their ends by rows of the lanes. And the way along an arrow to its other end.
import { useMemo } from 'react';
import { type Arrow, type ArrowEnd, useArrows } from '../../stores/arrow-store.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { laneKey, useTimelineStore } from '../../stores/timeline-store.ts';
import { laneOfEvent } from './lane-of-event.ts';
import type { PaintArrow } from './messages.ts';
import type { LaidRows } from './rows.ts';

/** What is drawn, and at the same places the arrows that it stands for. */
export type ShownArrows = { readonly arrows: readonly Arrow[]; readonly paint: readonly PaintArrow[] };

/** Follows the arrows and the lanes. An arrow with an end of no time is not among them. */
export function useShownArrows(laid: LaidRows): ShownArrows {
  const all = useArrows();
  const by = useTimelineStore((s) => s.by);
  return useMemo(() => {
    const rowOf = (end: ArrowEnd) => {
      const lane = laneOfEvent(end, by);
      return lane === null ? null : (laid.keyOf.get(laneKey(by, lane)) ?? null);
    };
    const placed = all.flatMap((arrow) => {
      const { from, to, isInferred, role, step } = arrow;
      if (from.stamp === null || to.stamp === null) return [];
      const paint: PaintArrow = {
        from: { row: rowOf(from), at: from.stamp },
        to: { row: rowOf(to), at: to.stamp },
        isInferred,
        role,
        step,
      };
      return [{ arrow, paint }];
    });
    return { arrows: placed.map((one) => one.arrow), paint: placed.map((one) => one.paint) };
  }, [all, laid, by]);
}

/** Goes along an arrow: to the end that is not selected, else to its later one. The event is selected and comes into sight. */
export function followArrow({ from, to }: Arrow): void {
  const end = shownEvent(useSelectionStore.getState().selected) === to.id ? from : to;
  useSelectionStore.getState().eventPicked(end.id);
  const { visible, spanDragged } = useSpanStore.getState();
  if (visible === null || end.stamp === null) return;
  const size = visible.to - visible.from;
  if (end.stamp >= visible.from && end.stamp <= visible.to) return;
  spanDragged({ from: end.stamp - size / 2, to: end.stamp + size / 2 });
}
