// Which open bars a filter selects. A return that never came is no event: it is judged by the `new` event that asked for it, with
// `minion` and `outcome` read as the bar's own.
import { done, type Outcome } from '../../../shared/base/outcome.ts';
import type { FieldTerm, FilterTree } from '../../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../../shared/filter/parse-filter.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';
import { testOf } from '../../../shared/filter/read-term.ts';
import { outcomesOf } from '../../../shared/salt/job-outcome.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { QuestionContext } from '../question.ts';
import { selectEvents } from '../selection.ts';
import type { OpenBars } from './open-bars.ts';

/** Says of a bar (by its place in the lists) whether it is selected. */
type BarTest = (bar: number) => boolean;

/** A test of open bars. */
export async function openBarTest(
  caseFile: CaseFile,
  bars: OpenBars,
  filter: string,
  context: QuestionContext,
): Promise<Outcome<BarTest>> {
  const parsed = parseFilter(filter);
  if (!parsed.ok || parsed.tree.type === 'all' || bars.count === 0) return done(() => parsed.ok);
  return testOfTree(caseFile, bars, parsed.tree, context);
}

async function testOfTree(
  caseFile: CaseFile,
  bars: OpenBars,
  tree: FilterTree,
  context: QuestionContext,
): Promise<Outcome<BarTest>> {
  if (!asksTheBar(tree)) {
    const selected = await selectEvents(caseFile, { filter: printFilter(tree) }, context);
    if (!selected.ok) return selected;
    return done((bar) => selected.value.has(bars.event[bar] ?? 0));
  }
  if (tree.type === 'not') {
    const inner = await testOfTree(caseFile, bars, tree.term, context);
    return inner.ok ? done((bar) => !inner.value(bar)) : inner;
  }
  if (tree.type === 'and' || tree.type === 'or') {
    // Terms about the events are left together: one selection for all of them.
    const own = tree.terms.filter(asksTheBar);
    const others = tree.terms.filter((term) => !asksTheBar(term));
    const [first] = others;
    const parts: BarTest[] = [];
    const rest: readonly FilterTree[] =
      first === undefined ? [] : [others.length === 1 ? first : { type: tree.type, terms: others }];
    for (const part of [...rest, ...own]) {
      const test = await testOfTree(caseFile, bars, part, context);
      if (!test.ok) return test;
      parts.push(test.value);
    }
    return done(
      tree.type === 'and' ? (bar) => parts.every((part) => part(bar)) : (bar) => parts.some((part) => part(bar)),
    );
  }
  return done(isTerm(tree) ? testOfTerm(caseFile, bars, tree, context.zone) : () => false);
}

function isTerm(tree: FilterTree): tree is FieldTerm {
  return tree.type === 'comparison' || tree.type === 'match';
}

function asksTheBar(tree: FilterTree): boolean {
  if (tree.type === 'and' || tree.type === 'or') return tree.terms.some(asksTheBar);
  if (tree.type === 'not') return asksTheBar(tree.term);
  return isTerm(tree) && (tree.field === 'minion' || tree.field === 'outcome');
}

/** A term about the minion or the outcome: asked once a value. */
function testOfTerm(caseFile: CaseFile, bars: OpenBars, term: FieldTerm, zone: string): BarTest {
  const test = testOf(term, { zone, captureFirst: undefined, captureLast: undefined });
  const isMinion = term.field === 'minion';
  const values = isMinion ? bars.minion : bars.outcome;
  const known = new Map<number, boolean>();
  const ask = (value: number): boolean => {
    if (isMinion && value === 0) return false;
    const words = isMinion ? [caseFile.dictionary('minion').text(value)] : outcomesOf(value);
    return test.type === 'present' || (test.type === 'text' && words.some((word) => test.passes(word)));
  };
  return (bar) => {
    const value = values[bar] ?? 0;
    let answer = known.get(value);
    if (answer === undefined) {
      answer = ask(value);
      known.set(value, answer);
    }
    return answer;
  };
}
