// Commands that move through time.
import { useSpanStore } from '../../stores/span-store.ts';
import { goToFailure } from '../../stores/timeline-failures.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { type Command, isOpen } from './command.ts';

function zoom(factor: number): void {
  const { whole, visible, spanDragged } = useSpanStore.getState();
  const now = visible ?? whole;
  if (now === null) return;
  const size = Math.max(2, (now.to - now.from) * factor);
  // Over the lanes the keys zoom where the pointer is, as the wheel does.
  const { pointerAt } = useTimelineStore.getState();
  const isOver = pointerAt !== null && pointerAt > now.from && pointerAt < now.to;
  const anchor = isOver ? pointerAt : (now.from + now.to) / 2;
  const from = anchor - ((anchor - now.from) / (now.to - now.from)) * size;
  spanDragged({ from, to: from + size });
}

function pan(share: number): void {
  const { whole, visible, spanDragged } = useSpanStore.getState();
  if (whole === null || visible === null) return;
  const size = visible.to - visible.from;
  const from = Math.max(whole.from, Math.min(whole.to - size, visible.from + size * share));
  spanDragged({ from, to: from + size });
}

/** Zoom, pan, next failure. */
export const spanCommands: readonly Command[] = [
  { id: 'wholeSpan', keys: ['f'], group: 'look', canRun: isOpen, run: () => useSpanStore.getState().spanReset() },
  { id: 'zoomIn', keys: ['w', '+', '='], group: 'look', canRun: isOpen, run: () => zoom(0.5) },
  { id: 'zoomOut', keys: ['s', '-'], group: 'look', canRun: isOpen, run: () => zoom(2) },
  { id: 'panEarlier', keys: ['a'], group: 'look', canRun: isOpen, run: () => pan(-0.2) },
  { id: 'panLater', keys: ['d'], group: 'look', canRun: isOpen, run: () => pan(0.2) },
  { id: 'previousFailure', keys: ['['], group: 'look', canRun: isOpen, run: () => void goToFailure(true) },
  { id: 'nextFailure', keys: [']'], group: 'look', canRun: isOpen, run: () => void goToFailure(false) },
];
