// Next and previous failure along the time, from wherever one stands: the event is selected, the span moves to it, its lane comes into sight.
import { askNewest } from '../bridge/engine.ts';
import { useAnswersStore } from './answers-store.ts';
import { useFilterStore } from './filter-store.ts';
import { shownEvent, useSelectionStore } from './selection-store.ts';
import { useSpanStore } from './span-store.ts';
import { useTimelineStore } from './timeline-store.ts';

/** The failure gone to last: going on starts from it as long as it is selected. */
let last: { readonly event: number; readonly stamp: number } | null = null;

/** Goes to the next failure behind (or before) the selected event, else behind the begin (before the end) of the visible span. */
export async function goToFailure(isBackward: boolean): Promise<void> {
  const { whole, visible } = useSpanStore.getState();
  if (whole === null) return;
  const { by } = useTimelineStore.getState();
  const { epoch } = useAnswersStore.getState();
  const from = (await placeOfSelected()) ?? (isBackward ? (visible ?? whole).to : (visible ?? whole).from - 1);
  const filter = useFilterStore.getState().inForce;
  const reply = await askNewest('timeline-failure', 'timeline.next', {
    filter,
    by,
    from: Math.round(from),
    isBackward,
  });
  if (!reply.ok || reply.answer.failure === null || useAnswersStore.getState().epoch !== epoch) return;
  const { event, stamp, lane } = reply.answer.failure;
  last = { event, stamp };
  useSelectionStore.getState().eventPicked(event);
  bringIntoSpan(stamp);
  useTimelineStore.getState().laneSought(`l${lane}`);
}

async function placeOfSelected(): Promise<number | null> {
  const event = shownEvent(useSelectionStore.getState().selected);
  if (event === null) return null;
  if (last?.event === event) return last.stamp;
  const reply = await askNewest('timeline-selected', 'events.one', { id: event });
  return reply.ok ? reply.answer.row.stamp : null;
}

/** Moves the visible span, as long as it is, so that the time is inside with some room. */
function bringIntoSpan(stamp: number): void {
  const { visible, spanDragged } = useSpanStore.getState();
  if (visible === null) return;
  const size = visible.to - visible.from;
  if (stamp >= visible.from + size * 0.05 && stamp <= visible.to - size * 0.05) return;
  spanDragged({ from: stamp - size / 2, to: stamp + size / 2 });
}
