// Sequence → text, such that reading the text gives the sequence again.
import { printPath } from './data-path.ts';
import type { FilterTree } from './filter-tree.ts';
import { printFilter, printQuoting } from './print-filter.ts';
import { isPlainValue } from './quoting.ts';
import { fitsStep } from './sequence-tokens.ts';
import type { JoinField, SequenceDraft, SequenceStep, SequenceTree, StepDraft } from './sequence-tree.ts';

/** Writes what a person filled in, a step a line; wrong parts stay as they are. */
export function printDraft(draft: SequenceDraft): string {
  const { by, maxspan, steps, absent, until } = draft;
  const head = ['sequence', byWords(by), maxspan.trim() === '' ? '' : `with maxspan=${maxspan.trim()}`];
  return [
    head.filter((part) => part !== '').join(' '),
    ...steps.map((step) => `  ${stepText(step)}`),
    ...(absent === undefined ? [] : [`  !${stepText(absent)}`]),
    ...(until === undefined ? [] : [`until ${stepText(until)}`]),
  ].join('\n');
}

function byWords(by: string): string {
  return by.trim() === '' ? '' : `by ${by.trim()}`;
}

function stepText({ filter, by }: StepDraft): string {
  return `[${filter.trim()}]${by.trim() === '' ? '' : ` ${byWords(by)}`}`;
}

/** Writes a sequence, a step a line. */
export function printSequence(tree: SequenceTree): string {
  return printDraft(draftOf(tree));
}

/** A sequence as strings: the `by` that most steps share stands in the head. */
export function draftOf(tree: SequenceTree): SequenceDraft {
  const { steps, absent, until, maxspanUs } = tree;
  const all = [...steps, absent, until].flatMap((step) => (step === undefined ? [] : [printBy(step.by)]));
  const timesOf = (by: string) => all.filter((other) => other === by).length;
  const by = all.reduce((most, next) => (timesOf(next) > timesOf(most) ? next : most), '');
  const draft = (step: SequenceStep): StepDraft => {
    const own = printBy(step.by);
    return { filter: printStepFilter(step.filter), by: own === by ? '' : own };
  };
  return {
    by,
    maxspan: maxspanUs === undefined ? '' : printDuration(maxspanUs),
    steps: steps.map(draft),
    absent: absent === undefined ? undefined : draft(absent),
    until: until === undefined ? undefined : draft(until),
  };
}

function printBy(fields: readonly JoinField[]): string {
  return fields.map(({ field, path }) => (path === undefined ? field : printPath(path))).join(', ');
}

/** Writes a filter so that its brackets do not end the step: values are quoted, in tag globs `[` and `]` become sets. */
function printStepFilter(tree: FilterTree): string {
  const plain = printFilter(tree);
  return fitsStep(plain) ? plain : printQuoting(settled(tree), (text) => isPlainValue(text) && !/[[\]]/.test(text));
}

function settled(tree: FilterTree): FilterTree {
  switch (tree.type) {
    case 'and':
    case 'or':
      return { ...tree, terms: tree.terms.map(settled) };
    case 'not':
      return { ...tree, term: settled(tree.term) };
    case 'tag':
      return fitsStep(tree.glob) ? tree : { ...tree, glob: tree.glob.replace(/[[\]]/g, '[$&]') };
    default:
      return tree;
  }
}

const units = [
  ['w', 7 * 86_400e6],
  ['d', 86_400e6],
  ['h', 3600e6],
  ['m', 60e6],
  ['s', 1e6],
  ['ms', 1e3],
  ['us', 1],
] as const;

/** Writes µs as the language reads durations: `1h30m`, `500ms`, `0`. */
function printDuration(us: number): string {
  let left = us;
  let text = '';
  for (const [unit, size] of units) {
    const amount = unit === 'us' ? left : Math.floor(left / size);
    if (amount > 0) text += `${amount}${unit}`;
    left -= amount * size;
  }
  return text === '' ? '0' : text;
}
