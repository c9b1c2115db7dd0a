// Asks the query of a number of the report again, where its answer is shown.
import type { ReportQuery } from '../../shared/keep/report.ts';
import { useFilterStore } from './filter-store.ts';
import { useLayoutStore } from './layout-store.ts';
import { runBound } from './query-runners.ts';

/** Shows what the query selects. */
export function runReportQuery({ ask, text }: ReportQuery): void {
  if (ask === 'sequence') runBound({ kind: 'sequence', text });
  else if (ask === 'sql') runBound({ kind: 'sql', text, values: {} });
  else {
    useFilterStore.getState().filterApplied(text);
    useLayoutStore.getState().screenWanted(ask);
  }
}
