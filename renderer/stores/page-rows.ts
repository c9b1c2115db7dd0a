// Rows of a long list by position: two pages around what is in sight are asked for, earlier ones are kept until the list changes.
import { useCallback, useMemo, useRef, useState } from 'react';
import type { Failure } from '../../shared/base/failure.ts';
import type { Answer, Body } from '../../shared/questions/questions.ts';
import { useAnswer } from './answers-store.ts';

/** Questions that give rows by position. */
export type PagedName = 'events.page' | 'jobs.list' | 'minions.list' | 'sequence.matches';
type RowOf<N extends PagedName> = Answer<N>['rows'][number];

/** Rows fetched at once; at least twice what any window shows. */
export const pageSize = 200;
/** Pages kept for going back without a wait. */
const keptPages = 40;

/** A list as a table wants it. */
export type PageRows<Row> = {
  /** Names the list the rows are of; changes when its first rows are there. */
  readonly key: string;
  /** `null` until the first answer. */
  readonly rowCount: number | null;
  /** `undefined` while the row is being fetched. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly onSight: (first: number, last: number) => void;
  readonly failure: Failure | null;
  /** True when nothing fresh came for 150 ms. */
  readonly isSlow: boolean;
};

type Kept<Row> = { key: string; rowCount: number | null; readonly pages: Map<number, readonly Row[]> };

/**
 * Follows one list. `bodyOf` must be stable as long as the list is the same (same selection, same order). Rows of the
 * list before stay in sight until the first page of the new one is there.
 */
export function usePageRows<N extends PagedName>(
  name: N,
  bodyOf: (offset: number, limit: number) => Body<N>,
): PageRows<RowOf<N>> {
  const [seen, setSeen] = useState<readonly [number, number]>([0, 1]);
  const key = useMemo(() => JSON.stringify(bodyOf(0, pageSize)), [bodyOf]);
  const first = useAnswer(name, bodyOf(seen[0] * pageSize, pageSize));
  const second = useAnswer(name, bodyOf(seen[1] * pageSize, pageSize));
  const kept = useRef<Kept<RowOf<N>>>({ key, rowCount: null, pages: new Map() });
  for (const [page, { answer, isStale }] of [
    [seen[0], first],
    [seen[1], second],
  ] as const) {
    if (answer === undefined || isStale) continue;
    if (kept.current.key !== key) kept.current = { key, rowCount: null, pages: new Map() };
    keep(kept.current, page, answer.rows, answer.total);
  }
  const { rowCount, pages } = kept.current;

  const rowAt = (index: number) => pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  const onSight = useCallback((from: number, to: number) => {
    const a = Math.floor(from / pageSize);
    const b = Math.floor(to / pageSize);
    const isNearTop = b === a && (from + to) / 2 - a * pageSize < pageSize / 2;
    const other = b !== a ? b : isNearTop && a > 0 ? a - 1 : a + 1;
    setSeen((last) => (last[0] === a && last[1] === other ? last : [a, other]));
  }, []);
  return {
    key: kept.current.key,
    rowCount,
    rowAt,
    onSight,
    failure: first.failure ?? second.failure,
    isSlow: first.isSlow,
  };
}

function keep<Row>(kept: Kept<Row>, page: number, rows: readonly Row[], total: number): void {
  if (kept.rowCount !== total) {
    // The list grew or shrank: later pages hold other rows now.
    for (const held of kept.pages.keys()) if (held !== page) kept.pages.delete(held);
    kept.rowCount = total;
  }
  kept.pages.delete(page);
  kept.pages.set(page, rows);
  const oldest = kept.pages.keys().next().value;
  if (kept.pages.size > keptPages && oldest !== undefined) kept.pages.delete(oldest);
}
