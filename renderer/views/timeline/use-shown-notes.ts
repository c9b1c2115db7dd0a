// The notes of the case as the painter needs them: on the lanes of their events and jobs, and on the axis.
import { useMemo } from 'react';
import type { Note } from '../../../shared/keep/note.ts';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useNotesStore } from '../../stores/notes-store.ts';
import { laneKey, useTimelineStore } from '../../stores/timeline-store.ts';
import { laneOfEvent } from './lane-of-event.ts';
import type { PaintNote } from './messages.ts';
import type { LaidRows } from './rows.ts';

/** What is drawn, and at the same places the notes that it stands for. */
export type ShownNotes = { readonly notes: readonly Note[]; readonly paint: readonly PaintNote[] };

/** Follows the notes and the lanes. A note on what no row shows is not among them. */
export function useShownNotes(laid: LaidRows): ShownNotes {
  const notes = useNotesStore((s) => s.notes);
  const by = useTimelineStore((s) => s.by);
  const body = useMemo(() => {
    const events = notes.flatMap(({ about }) => (about.what === 'event' ? (about.event ?? []) : []));
    const jids = notes.flatMap(({ about }) => (about.what === 'job' ? about.jid : []));
    return events.length + jids.length === 0 ? null : { events, jids };
  }, [notes]);
  const { answer } = useAnswer('timeline.places', body);
  return useMemo(() => {
    const ofEvent = new Map(answer?.events.map((row) => [row.id, row]));
    const ofJob = new Map(answer?.jobs.map(({ jid, first }) => [jid, first]));
    const onLane = (row: EventRow | undefined): PaintNote | null => {
      const lane = row === undefined ? null : laneOfEvent(row, by);
      const key = lane === null ? undefined : laid.keyOf.get(laneKey(by, lane));
      if (row?.stamp == null || key === undefined) return null;
      return { row: key, from: row.stamp, to: row.stamp };
    };
    const placeOf = ({ about }: Note): PaintNote | null => {
      if (about.what === 'span') return { row: null, from: about.from, to: about.to };
      return onLane(about.what === 'job' ? ofJob.get(about.jid) : ofEvent.get(about.event ?? 0));
    };
    const placed = notes.flatMap((note) => {
      const paint = placeOf(note);
      return paint === null ? [] : [{ note, paint }];
    });
    return { notes: placed.map((one) => one.note), paint: placed.map((one) => one.paint) };
  }, [notes, answer, laid, by]);
}
