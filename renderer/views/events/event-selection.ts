// The selection as the events table works with it: by row position here, by event id in the store.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { EventRow } from '../../../shared/questions/event-row.ts';
import type { Selection } from '../../../shared/questions/questions.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import type { PageRows } from '../../stores/page-rows.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import type { MoveKind } from '../../widgets/data-table.tsx';

/** Most rows that can be selected at once: what one question gives. */
export const mostSelected = 1000;

type Place = { readonly index: number; readonly id: number | null };
type Range = { readonly from: number; readonly to: number; readonly active: number };

/** What the table is told, and the selected rows as far as they were seen. */
export type EventSelection = {
  readonly active: number | null;
  readonly isSelected: (row: EventRow) => boolean;
  readonly onMove: (index: number, how: MoveKind) => void;
  readonly count: number;
  readonly rows: () => readonly EventRow[];
};

/** Ties the table to the selection store, both ways. */
export function useEventSelection(page: PageRows<EventRow>, selection: Selection): EventSelection {
  const selected = useSelectionStore((s) => s.selected);
  const ids = useMemo(() => new Set(selected?.what === 'events' ? selected.ids : []), [selected]);
  const shown = shownEvent(selected);
  const [place, setPlace] = useState<Place | null>(null);
  const [range, setRange] = useState<Range | null>(null);
  const anchor = useRef(0);
  const known = useRef(new Map<number, EventRow>());
  const rowThere = place === null ? undefined : page.rowAt(place.index);

  // A row that was not there when the keyboard went to it is selected as soon as it comes.
  useEffect(() => {
    if (place === null || place.id !== null || rowThere === undefined) return;
    setPlace({ index: place.index, id: rowThere.id });
    known.current.set(rowThere.id, rowThere);
    useSelectionStore.getState().eventPicked(rowThere.id);
  }, [place, rowThere]);

  // The event shown may have been chosen elsewhere, or rows before it may have come: then its position is asked for.
  const isElsewhere =
    shown !== null &&
    (place === null ||
      (place.id !== null && (place.id !== shown || (rowThere !== undefined && rowThere.id !== shown))));
  const found = useAnswer(
    'events.page',
    isElsewhere && range === null ? { ...selection, start: { around: shown }, limit: 1 } : null,
  );
  useEffect(() => {
    if (found.answer === undefined || found.isStale || shown === null) return;
    const at = found.answer.rows.findIndex((row) => row.id === shown);
    if (at === -1) return;
    for (const row of found.answer.rows) known.current.set(row.id, row);
    anchor.current = found.answer.first + at;
    setPlace({ index: found.answer.first + at, id: shown });
  }, [found.answer, found.isStale, shown]);

  const ranged = useAnswer(
    'events.page',
    range === null ? null : { ...selection, start: { row: range.from }, limit: range.to - range.from + 1 },
  );
  useEffect(() => {
    if (range === null || ranged.answer === undefined || ranged.isStale) return;
    const { rows, first } = ranged.answer;
    for (const row of rows) known.current.set(row.id, row);
    const last = rows[range.active - first];
    const others = rows.filter((row) => row !== last).map((row) => row.id);
    setRange(null);
    if (last === undefined) return;
    setPlace({ index: range.active, id: last.id });
    useSelectionStore.getState().eventsPicked([...others, last.id]);
  }, [range, ranged.answer, ranged.isStale]);

  const onMove = (index: number, how: MoveKind) => {
    const row = page.rowAt(index);
    if (row !== undefined) known.current.set(row.id, row);
    if (how === 'extend') {
      const limited = Math.min(anchor.current + mostSelected - 1, Math.max(anchor.current - mostSelected + 1, index));
      setPlace({ index: limited, id: shown });
      setRange({ from: Math.min(anchor.current, limited), to: Math.max(anchor.current, limited), active: limited });
      return;
    }
    anchor.current = index;
    setRange(null);
    if (row === undefined) {
      setPlace({ index, id: null });
      return;
    }
    setPlace({ index, id: row.id });
    const { eventPicked, eventsPicked } = useSelectionStore.getState();
    if (how === 'only') eventPicked(row.id);
    else if (ids.has(row.id)) eventsPicked([...ids].filter((id) => id !== row.id));
    else eventsPicked([...ids, row.id]);
  };

  const isSelected = useCallback((row: EventRow) => ids.has(row.id), [ids]);
  const rows = () => {
    const own = [...ids].flatMap((id) => known.current.get(id) ?? []);
    return own.sort((a, b) => (a.stamp ?? 0) - (b.stamp ?? 0) || a.id - b.id);
  };
  return { active: place?.index ?? null, isSelected, onMove, count: ids.size, rows };
}
