// How every state fared over all runs of the case, made once a revision: what flaps where is asked by every matrix.
import { StateTally } from '../../analysis/state-tally.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { MadeOnce } from '../timeline/made-once.ts';
import { eachState, FirstReturns, StateNumbers, talliedState } from './read-states.ts';

/** All states of the case, counted. */
export type AllStates = { readonly numbers: StateNumbers; readonly tally: StateTally };

const kept = new MadeOnce<AllStates>(1, () => 1);

/** The counts at the present revision; `undefined` when cancelled. */
export function allStates(caseFile: CaseFile, isCancelled: () => boolean): Promise<AllStates | undefined> {
  return kept.get(caseFile, '', caseFile.revision(), isCancelled, async (isGivenUp) => {
    const numbers = new StateNumbers();
    const tally = new StateTally();
    const returns = new FirstReturns();
    const isWhole = await eachState(caseFile, isGivenUp, (state) => {
      if (!returns.isFirst(caseFile, state.event)) return;
      tally.add(talliedState(caseFile, state, numbers.of(state)));
    });
    return isWhole ? { numbers, tally } : undefined;
  });
}
