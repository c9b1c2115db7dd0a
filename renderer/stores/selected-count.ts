// How many events the filter and the span select.
import { useAnswer } from './answers-store.ts';
import { useCaseStore } from './case-store.ts';
import { useSelectionBody } from './selection-body.ts';

/** The count; `null` until it is known. Without filter and span the case's own count, which costs no question. */
export function useSelectedCount(): number | null {
  const body = useSelectionBody();
  const all = useCaseStore((s) => s.info?.events ?? null);
  const isAll = body.filter === '' && body.span === undefined;
  const { answer } = useAnswer('events.page', isAll || all === null ? null : { ...body, start: { row: 0 }, limit: 1 });
  return isAll ? all : (answer?.total ?? null);
}
