// What runs a saved query of each kind in the window: the one place that knows. A kind without a runner has no button.
import type { BoundQuery } from '../../shared/keep/bind-query.ts';
import type { QueryKind } from '../../shared/keep/saved-query.ts';
import { useFilterStore } from './filter-store.ts';
import { useLayoutStore } from './layout-store.ts';
import { useSequenceStore } from './sequence-store.ts';
import { useSqlStore } from './sql-store.ts';

type Runners = { readonly [K in QueryKind]?: (bound: Extract<BoundQuery, { kind: K }>) => void };

/** Screens that show what the filter selects; from any other one a filter that was run leads to the events. */
const obeying: ReadonlySet<string> = new Set(['events', 'timeline', 'jobs', 'minions']);

const runners: Runners = {
  filter: ({ text }) => {
    useFilterStore.getState().filterApplied(text);
    const { screen, screenWanted } = useLayoutStore.getState();
    if (!obeying.has(screen)) screenWanted('events');
  },
  sequence: ({ text }) => {
    useSequenceStore.getState().taken(text);
    useLayoutStore.getState().screenWanted('correlate');
  },
  sql: ({ text, values }) => {
    useSqlStore.getState().textOpened(text, values);
    void useSqlStore.getState().run();
  },
};

/** True for a kind that can be run here. */
export function canRun(kind: QueryKind): boolean {
  return runners[kind] !== undefined;
}

/** Runs a query that has its values. */
export function runBound(bound: BoundQuery): void {
  const run = runners[bound.kind] as ((one: BoundQuery) => void) | undefined;
  run?.(bound);
}
