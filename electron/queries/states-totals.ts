// The question states.totals: which states fail most, take longest, or keep changing, over all runs of a selection.
import { done } from '../../shared/base/outcome.ts';
import type { StateTotals } from '../../shared/questions/states.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import { StateTally } from '../analysis/state-tally.ts';
import { cancelled, type Question } from './question.ts';
import { selectEvents } from './selection.ts';
import { type AllStates, allStates } from './states/flapping.ts';
import { eachState, FirstReturns, StateNumbers, talliedState } from './states/read-states.ts';

/** Answers `states.totals`. */
export const statesTotals: Question<'states.totals'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  let found: AllStates | undefined;
  if (selected.value.isAll) found = await allStates(caseFile, context.isCancelled);
  else {
    const some = { numbers: new StateNumbers(), tally: new StateTally() };
    const returns = new FirstReturns();
    const isWhole = await eachState(caseFile, context.isCancelled, (state) => {
      if (selected.value.has(state.event) && returns.isFirst(caseFile, state.event))
        some.tally.add(talliedState(caseFile, state, some.numbers.of(state)));
    });
    if (isWhole) found = some;
  }
  if (found === undefined) return cancelled();
  const { numbers, tally } = found;
  const rows: StateTotals[] = [...tally.counts()].map(([number, counts]) => ({
    ...numbers.name(caseFile, number),
    ...counts,
  }));
  const keys: { readonly [S in typeof body.sort]: (row: StateTotals) => number } = {
    failed: (row) => row.failed,
    slowest: (row) => row.medianMs ?? 0,
    flapping: (row) => row.flapping,
  };
  const key = keys[body.sort];
  rows.sort(
    (a, b) =>
      key(b) - key(a) ||
      b.failed - a.failed ||
      b.totalMs - a.totalMs ||
      naturalOrder(`${a.sls ?? ''} ${a.id} ${a.state}`, `${b.sls ?? ''} ${b.id} ${b.state}`),
  );
  return done({ rows: rows.slice(0, body.limit), total: rows.length });
};
