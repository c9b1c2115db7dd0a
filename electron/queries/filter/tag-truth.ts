// Decides a term about tags once a shape and minion instead of once an event: the jid in a tag stays an unknown text. Where the
// answer depends on it, the same is tried with the jid known and the minion unknown.
import { type FnmatchStep, fnmatchFits, fnmatchSteps } from '../../../shared/salt/fnmatch.ts';

/** A term about tags. */
export type TagTest = {
  readonly passes: (tag: string) => boolean;
  /** Its globs (any of them), `undefined` for a regular expression: that always depends on the whole tag. */
  readonly globs: readonly string[] | undefined;
  /** `!=`: none of the globs. */
  readonly isNegated: boolean;
};

/** What of a tag is known: its minion or its jid; the other is any text. */
export type KnownPart = { readonly minion: string } | { readonly jid: string };

/** What is known without the other part. */
export type TagVerdict = 'yes' | 'no' | 'depends';

/** Marks of a shape (electron/store/columns/tag-shape.ts). */
const jidMark = 1;
const minionMark = 2;
const escapeMark = 3;
/** Stands for the unknown part in a template. */
const unknownText = -1;

/** True when the shape has a place for the minion. */
export function hasMinion(shape: string): boolean {
  // Escaped marks first, so that they are stepped over.
  return /^(?:\u0003[\s\S]|[^\u0002\u0003])*\u0002/.test(shape);
}

/** The decider of one term: a shape's text and the known part → the verdict for all texts of the other. */
export function tagDecider(test: TagTest): (shape: string, known: KnownPart) => TagVerdict {
  const globs = test.globs?.map(fnmatchSteps);
  return (shape, known) => {
    const template = readTemplate(shape, known);
    if (!template.includes(unknownText)) return test.passes(textOf(template)) ? 'yes' : 'no';
    if (globs === undefined) return 'depends';
    if (globs.some((steps) => run(steps, template, 'must'))) return test.isNegated ? 'no' : 'yes';
    if (globs.every((steps) => !run(steps, template, 'may'))) return test.isNegated ? 'yes' : 'no';
    return 'depends';
  };
}

function readTemplate(shape: string, known: KnownPart): number[] {
  const minion = 'minion' in known ? codesOf(known.minion) : [unknownText];
  const jid = 'jid' in known ? codesOf(known.jid) : [unknownText];
  const template: number[] = [];
  let isEscaped = false;
  for (const character of shape) {
    const code = character.codePointAt(0) ?? 0;
    if (isEscaped || code > escapeMark) {
      template.push(code);
      isEscaped = false;
    } else if (code === escapeMark) isEscaped = true;
    else if (code === jidMark) template.push(...jid);
    else if (code === minionMark) template.push(...minion);
    else template.push(code);
  }
  return template;
}

function codesOf(text: string): number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
}

function textOf(template: readonly number[]): string {
  return template.map((code) => String.fromCodePoint(code)).join('');
}

/**
 * Follows all ways through a glob at once. `must`: only a star can take the unknown text, so that the glob holds whatever it is;
 * `may`: anything can, so that a no holds whatever it is.
 */
function run(steps: readonly FnmatchStep[], template: readonly number[], mode: 'may' | 'must'): boolean {
  let current: number[] = [];
  let next: number[] = [];
  const markedAt = new Int32Array(steps.length + 1).fill(-1);
  let round = 0;
  const add = (step: number): void => {
    for (let at = step; markedAt[at] !== round; at++) {
      markedAt[at] = round;
      next.push(at);
      if (steps[at]?.kind !== 'star') return;
    }
  };
  add(0);
  for (const code of template) {
    [current, next] = [next, current];
    next.length = 0;
    round++;
    if (code === unknownText && mode === 'may') {
      // Jids and minions in a shape stand between two slashes and hold none.
      for (const at of current) {
        let step = at;
        while (step < steps.length && !isSlash(steps[step])) add(step++);
        add(step);
      }
    } else {
      for (const at of current) {
        const step = steps[at];
        if (step === undefined) continue;
        if (step.kind === 'star') add(at);
        else if (code !== unknownText && fnmatchFits(step, code)) add(at + 1);
      }
    }
    if (next.length === 0) return false;
  }
  return next.includes(steps.length);
}

function isSlash(step: FnmatchStep | undefined): boolean {
  return step?.kind === 'literal' && step.code === 47;
}
