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
const slash = 47;
/** Stands for the unknown part in a template. */
const unknownText = -1;

/** True when the shape has a place for the minion. */
export function hasMinion(shape: string): boolean {
  // Escaped marks first, so that they are stepped over.
  return /^(?:\u0003[\s\S]|[^\u0002\u0003])*\u0002/.test(shape);
}

/** The decider of one term: a shape's text and the known part → the verdict for all texts of the other. */
export function tagDecider(test: TagTest): (shape: string, known: KnownPart) => TagVerdict {
  const runs = test.globs?.map((glob) => new GlobRun(fnmatchSteps(glob)));
  return (shape, known) => {
    const template = readTemplate(shape, known);
    if (!template.includes(unknownText)) return test.passes(textOf(template)) ? 'yes' : 'no';
    if (runs === undefined) return 'depends';
    if (runs.some((run) => run.holds(template, 'must'))) return test.isNegated ? 'no' : 'yes';
    if (runs.every((run) => !run.holds(template, 'may'))) return test.isNegated ? 'yes' : 'no';
    return 'depends';
  };
}

function readTemplate(shape: string, known: KnownPart): number[] {
  const template: number[] = [];
  let isEscaped = false;
  for (const character of shape) {
    const code = character.codePointAt(0) ?? 0;
    if (isEscaped || code > escapeMark) {
      template.push(code);
      isEscaped = false;
    } else if (code === escapeMark) isEscaped = true;
    else if (code === jidMark) pushText(template, 'jid' in known ? known.jid : undefined);
    else if (code === minionMark) pushText(template, 'minion' in known ? known.minion : undefined);
    else template.push(code);
  }
  return template;
}

function pushText(template: number[], text: string | undefined): void {
  if (text === undefined) template.push(unknownText);
  else for (const character of text) template.push(character.codePointAt(0) ?? 0);
}

function textOf(template: readonly number[]): string {
  return template.map((code) => String.fromCodePoint(code)).join('');
}

/**
 * Follows all ways through a glob at once. `must`: only a star can take the unknown text, so that the glob holds whatever it is;
 * `may`: anything can, so that a no holds whatever it is. Keeps its lists, because it runs once a jid.
 */
class GlobRun {
  readonly #steps: readonly FnmatchStep[];
  /** The round in which a step was last reached. */
  readonly #reachedIn: Int32Array;
  #round = 0;
  #current: Int32Array;
  #next: Int32Array;
  #nextCount = 0;

  constructor(steps: readonly FnmatchStep[]) {
    this.#steps = steps;
    this.#reachedIn = new Int32Array(steps.length + 1);
    this.#current = new Int32Array(steps.length + 1);
    this.#next = new Int32Array(steps.length + 1);
  }

  holds(template: readonly number[], mode: 'may' | 'must'): boolean {
    const steps = this.#steps;
    this.#begin();
    this.#reach(0);
    for (const code of template) {
      const count = this.#nextCount;
      [this.#current, this.#next] = [this.#next, this.#current];
      this.#begin();
      for (let i = 0; i < count; i++) {
        const at = this.#current[i] as number;
        const step = steps[at];
        if (code === unknownText && mode === 'may') this.#reachUpToSlash(at);
        else if (step === undefined) continue;
        else if (step.kind === 'star') this.#reach(at);
        else if (code !== unknownText && fnmatchFits(step, code)) this.#reach(at + 1);
      }
      if (this.#nextCount === 0) return false;
    }
    return this.#reachedIn[steps.length] === this.#round;
  }

  #begin(): void {
    this.#round += 1;
    this.#nextCount = 0;
  }

  /** A step, and behind a star also the one that follows it. */
  #reach(step: number): void {
    for (let at = step; this.#reachedIn[at] !== this.#round; at++) {
      this.#reachedIn[at] = this.#round;
      this.#next[this.#nextCount++] = at;
      if (this.#steps[at]?.kind !== 'star') return;
    }
  }

  /** Jids and minions in a shape stand between two slashes and hold none. */
  #reachUpToSlash(from: number): void {
    for (let at = from; at <= this.#steps.length; at++) {
      this.#reach(at);
      const step = this.#steps[at];
      if (step?.kind === 'literal' && step.code === slash) return;
    }
  }
}
