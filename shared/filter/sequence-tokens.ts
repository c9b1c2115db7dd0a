// Where a step of a sequence ends, and its keywords. A `]` ends a step unless it stands in quotes, in a regular expression or
// closes a set of a glob (`[abc]`): a step can then hold any filter, once stray brackets are quoted.
import { ExternalTokenizer } from '@lezer/lr';
import { by, maxspan, StepFilter, sequence, until, _with as withWord } from './sequence-terms.generated.ts';

const openBracket = 91;
const closeBracket = 93;
const quote = 34;
const tilde = 126;
const slash = 47;
const backslash = 92;
const endOfInput = -1;

type CodeAt = (at: number) => number;

/** Offset behind a text that began at an offset and ends with the given character, or 0 where it is not closed. */
function closedBy(codeAt: CodeAt, from: number, end: number): number {
  for (let at = from + 1; ; at++) {
    const code = codeAt(at);
    if (code === endOfInput) return 0;
    if (code === backslash) at++;
    else if (code === end) return at + 1;
  }
}

/** Offset behind a set of a glob, as fnmatch reads it: a `]` at its begin belongs to it. 0 where it is none. */
function setEnd(codeAt: CodeAt, from: number): number {
  let at = from + 1;
  if (codeAt(at) === 33) at++;
  if (codeAt(at) === closeBracket) at++;
  for (; ; at++) {
    const code = codeAt(at);
    if (code === endOfInput || isWordEnd(code)) return 0;
    if (code === closeBracket) return at + 1;
  }
}

function isWordEnd(code: number): boolean {
  return code <= 32 || code === 160 || code === 40 || code === 41 || code === quote;
}

/** Offset behind the `]` that ends the step whose `[` stands at an offset, or 0 where there is none. */
function stepEnd(codeAt: CodeAt, from: number): number {
  let at = from + 1;
  while (codeAt(at) !== endOfInput) {
    const code = codeAt(at);
    if (code === closeBracket) return at + 1;
    let behind = 0;
    if (code === quote) {
      behind = closedBy(codeAt, at, quote);
      if (behind === 0) return 0;
    } else if (code === tilde) {
      let begin = at + 1;
      while (codeAt(begin) === 32) begin++;
      if (codeAt(begin) === slash) behind = closedBy(codeAt, begin, slash);
    } else if (code === openBracket) behind = setEnd(codeAt, at);
    at = behind === 0 ? at + 1 : behind;
  }
  return 0;
}

/** True when a filter text can stand in a step as it is. */
export function fitsStep(filter: string): boolean {
  const text = `[${filter}]`;
  return stepEnd((at) => (at < text.length ? text.charCodeAt(at) : endOfInput), 0) === text.length;
}

/** Reads `[ … ]` as one token. */
export const sequenceTokens = new ExternalTokenizer((input) => {
  if (input.next !== openBracket) return;
  const end = stepEnd((at) => input.peek(at), 0);
  if (end > 0) input.acceptToken(StepFilter, end);
});

const keywords: Readonly<Record<string, number>> = { sequence, by, with: withWord, maxspan, until };

/** The keyword a word is, in any letter case, or -1. */
export function sequenceKeyword(word: string, _stack: unknown): number {
  const lower = word.toLowerCase();
  return Object.hasOwn(keywords, lower) ? (keywords[lower] ?? -1) : -1;
}
