// Python's fnmatch as Salt uses it for tags and minion ids: case-sensitive, the whole string, `*` crosses `/`.

/** One step of a pattern: a star, any one character, a literal or a set. */
export type FnmatchStep =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'set'; readonly negated: boolean; readonly ranges: readonly (readonly [number, number])[] };

/**
 * Compiles a pattern to a predicate. `*` any text (also empty, also `/` and line ends), `?` one character, `[abc]`, `[a-z]`,
 * `[!abc]` one character of a set; a `[` without its `]` stands for itself; nothing can be escaped but by a set (`[*]`).
 * Matching goes back to the last star only, so its time is at most length of text × length of pattern.
 */
export function compileFnmatch(pattern: string): (text: string) => boolean {
  const steps = fnmatchSteps(pattern);
  return (text) => matches(steps, text);
}

/** The steps of a pattern, for who matches it against a text that is known in part only. */
export function fnmatchSteps(pattern: string): readonly FnmatchStep[] {
  return readSteps(Array.from(pattern, (character) => character.codePointAt(0) ?? 0));
}

function readSteps(codes: readonly number[]): FnmatchStep[] {
  const steps: FnmatchStep[] = [];
  let at = 0;
  while (at < codes.length) {
    const code = codes[at] ?? 0;
    at += 1;
    if (code === star) {
      if (steps.at(-1)?.kind !== 'star') steps.push({ kind: 'star' });
    } else if (code === question) {
      steps.push({ kind: 'any' });
    } else if (code === open) {
      const end = setEnd(codes, at);
      if (end === -1) {
        steps.push({ kind: 'literal', code });
      } else {
        steps.push(readSet(codes.slice(at, end)));
        at = end + 1;
      }
    } else {
      steps.push({ kind: 'literal', code });
    }
  }
  return steps;
}

/** Position of the `]` that ends a set; one that comes first (after `!`) belongs to the set. */
function setEnd(codes: readonly number[], start: number): number {
  let at = start;
  if (codes[at] === bang) at += 1;
  if (codes[at] === close) at += 1;
  return codes.indexOf(close, at);
}

/** Python drops ranges that run backwards; a set that is left empty matches nothing, its negation anything. */
function readSet(codes: readonly number[]): FnmatchStep {
  const negated = codes[0] === bang;
  const body = negated ? codes.slice(1) : codes;
  const ranges: (readonly [number, number])[] = [];
  let at = 0;
  while (at < body.length) {
    const from = body[at] ?? 0;
    if (body[at + 1] === dash && at + 2 < body.length) {
      const to = body[at + 2] ?? 0;
      if (from <= to) ranges.push([from, to]);
      at += 3;
    } else {
      ranges.push([from, from]);
      at += 1;
    }
  }
  return { kind: 'set', negated, ranges };
}

function matches(steps: readonly FnmatchStep[], text: string): boolean {
  let at = 0;
  let step = 0;
  let starStep = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = steps[step];
    const code = text.codePointAt(at) ?? 0;
    if (current?.kind === 'star') {
      starStep = step;
      starAt = at;
      step += 1;
    } else if (current !== undefined && fnmatchFits(current, code)) {
      at += width(code);
      step += 1;
    } else if (starStep === -1) {
      return false;
    } else {
      starAt += width(text.codePointAt(starAt) ?? 0);
      at = starAt;
      step = starStep + 1;
    }
  }
  return step === steps.length || (step === steps.length - 1 && steps[step]?.kind === 'star');
}

/** Whether a step takes one character (a star takes any). */
export function fnmatchFits(step: FnmatchStep, code: number): boolean {
  switch (step.kind) {
    case 'star':
    case 'any':
      return true;
    case 'literal':
      return step.code === code;
    case 'set':
      return step.ranges.some(([from, to]) => code >= from && code <= to) !== step.negated;
  }
}

function width(code: number): number {
  return code > 0xffff ? 2 : 1;
}

const star = 42;
const question = 63;
const open = 91;
const close = 93;
const bang = 33;
const dash = 45;
