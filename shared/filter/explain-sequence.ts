// Says what was expected where the text of a sequence stops making sense, and which keyword was perhaps meant.
import { suggest } from './suggest.ts';

/** What could stand at the fault. */
export type SequenceExpectation = {
  readonly position: number;
  readonly message: string;
  readonly suggestions: readonly string[];
};

const step = 'a step such as [kind:ret]';

/**
 * Explains the fault at a place of a text. `steps` are where its steps that can be read stand: what is in them is no word of
 * the sequence.
 */
export function explainSequence(
  text: string,
  fault: number,
  steps: readonly { readonly from: number; readonly to: number }[],
): SequenceExpectation {
  let position = fault;
  while (position < text.length && /\s/.test(text[position] ?? '')) position++;
  const rest = text.slice(position);
  if (rest.startsWith('[') && canBegin(skeleton(text, position, steps)))
    return { position: text.length, message: 'expected ] to close the step', suggestions: [] };
  const { what, words } = expectedAfter(skeleton(text, position, steps));
  const word = /^[\p{L}\d_]+/u.exec(rest)?.[0] ?? '';
  return { position, message: `expected ${what}`, suggestions: suggest(word, words) };
}

/** The text before the fault with every step as `[]`. */
function skeleton(text: string, position: number, steps: readonly { from: number; to: number }[]): string {
  let out = '';
  let at = 0;
  for (const { from, to } of steps) {
    if (to > position) break;
    out += `${text.slice(at, from)}[]`;
    at = to;
  }
  return (out + text.slice(at, position)).trimEnd();
}

/** True where a step may begin behind the given words. */
function canBegin(before: string): boolean {
  return before !== '' && !/(?:\b(?:by|with|maxspan)|[,=])$|\buntil\s*\[\]/i.test(before);
}

function expectedAfter(before: string): { readonly what: string; readonly words: readonly string[] } {
  if (before === '') return { what: 'sequence', words: ['sequence'] };
  if (/(?:\bby|,)$/i.test(before)) return { what: 'a field to join by, such as minion', words: [] };
  if (/\bwith$/i.test(before)) return { what: 'maxspan', words: ['maxspan'] };
  if (/\bmaxspan$/i.test(before)) return { what: '= and a duration', words: [] };
  if (/\bmaxspan\s*=$/i.test(before)) return { what: 'a duration such as 5m', words: [] };
  if (/!$|\buntil$/i.test(before)) return { what: step, words: [] };
  if (/\buntil\b/i.test(before)) return { what: 'the end: until stands last', words: ['by'] };
  if (!before.includes('[]')) {
    if (/\bmaxspan\b/i.test(before)) return { what: step, words: [] };
    if (/\bby\b/i.test(before)) return { what: `a comma, with or ${step}`, words: ['with'] };
    return { what: `by, with or ${step}`, words: ['by', 'with'] };
  }
  if (before.endsWith('[]')) return { what: `by, until, ![…] or ${step}`, words: ['by', 'until'] };
  return { what: `a comma, until, ![…] or ${step}`, words: ['until'] };
}
