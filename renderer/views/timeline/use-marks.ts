// What the lanes mark of the one selection: events, the lane they lie in, a line at their time.
import { useMemo } from 'react';
import { useAnswer } from '../../stores/answers-store.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { laneKey, useTimelineStore } from '../../stores/timeline-store.ts';
import { laneOfEvent } from './lane-of-event.ts';
import type { PaintSelection } from './messages.ts';
import type { LaidRows } from './rows.ts';

/** The selection as the painter marks it. */
export function useMarks(laid: LaidRows): PaintSelection {
  const selected = useSelectionStore((s) => s.selected);
  const by = useTimelineStore((s) => s.by);
  const event = shownEvent(selected);
  const detail = useAnswer('events.one', event === null ? null : { id: event });
  const story = useAnswer('job.story', selected?.what === 'job' ? { jid: selected.jid } : null).answer;
  const row = detail.isStale || event === null ? undefined : detail.answer?.row;
  return useMemo(() => {
    const keysOf = (name: string) => {
      const lane = laneKey(by, name);
      return [...laid.pinned, ...laid.rows]
        .filter((one) => one.kind === 'lane' && one.lane === lane)
        .map((one) => one.key);
    };
    if (selected === null) return { events: [], rowKeys: [], at: null };
    if (selected.what === 'minion')
      return { events: [], rowKeys: by === 'minion' ? keysOf(selected.minion) : [], at: null };
    if (selected.what === 'job') {
      const events = [...(story?.newEvents ?? []), ...(story?.minions ?? []).flatMap((one) => one.event ?? [])];
      return { events, rowKeys: by === 'job' ? keysOf(selected.jid) : [], at: null };
    }
    const name = row === undefined ? null : laneOfEvent(row, by);
    return { events: selected.ids, rowKeys: name === null ? [] : keysOf(name), at: row?.stamp ?? null };
  }, [selected, by, laid, row, story]);
}
