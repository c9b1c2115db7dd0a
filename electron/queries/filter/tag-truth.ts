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
/** Stand in a template for the part that is known and for the other. */
const knownText = -1;
const unknownText = -2;

/** True when the shape has a place for the minion. */
export function hasMinion(shape: string): boolean {
  // Escaped marks first, so that they are stepped over.
  return /^(?:\u0003[\s\S]|[^\u0002\u0003])*\u0002/.test(shape);
}

/** The decider of one term: a shape's text and the known part → the verdict for all texts of the other. */
export function tagDecider(test: TagTest): (shape: string, known: KnownPart) => TagVerdict {
  const runs = test.globs?.map((glob) => new GlobRun(fnmatchSteps(glob)));
  const templates = { jid: new Map<string, Template>(), minion: new Map<string, Template>() };
  return (shape, known) => {
    const part = 'jid' in known ? 'jid' : 'minion';
    const word = 'jid' in known ? known.jid : known.minion;
    const template = templates[part].get(shape) ?? readTemplate(shape, part, runs ?? []);
    templates[part].set(shape, template);
    if (runs === undefined) return template.hasUnknown ? 'depends' : sure(test.passes(textOf(template, word)));
    const answers = runs.map((run, at) => run.answer(template, at, word));
    if (answers.includes('must')) return sure(!test.isNegated);
    return answers.includes('may') ? 'depends' : sure(test.isNegated);
  };
}

function sure(isYes: boolean): TagVerdict {
  return isYes ? 'yes' : 'no';
}

/** A shape as the codes of its characters. The begin that no word changes is walked once, not once a jid. */
type Template = {
  readonly begin: readonly number[];
  /** From the first known or unknown part on. */
  readonly rest: readonly number[];
  readonly hasUnknown: boolean;
  /** Where each glob stands behind the begin. */
  readonly states: readonly Int32Array[];
};

function readTemplate(shape: string, part: 'jid' | 'minion', runs: readonly GlobRun[]): Template {
  const codes: number[] = [];
  let isEscaped = false;
  for (const character of shape) {
    const code = character.codePointAt(0) ?? 0;
    if (isEscaped || code > escapeMark) {
      codes.push(code);
      isEscaped = false;
    } else if (code === escapeMark) isEscaped = true;
    else if (code === jidMark) codes.push(part === 'jid' ? knownText : unknownText);
    else if (code === minionMark) codes.push(part === 'minion' ? knownText : unknownText);
    else codes.push(code);
  }
  const first = codes.findIndex((code) => code < 0);
  const begin = first === -1 ? codes : codes.slice(0, first);
  const rest = first === -1 ? [] : codes.slice(first);
  return { begin, rest, hasUnknown: rest.includes(unknownText), states: runs.map((run) => run.stateBehind(begin)) };
}

function textOf({ begin, rest }: Template, word: string): string {
  return [...begin, ...rest].map((code) => (code === knownText ? word : String.fromCodePoint(code))).join('');
}

/**
 * Follows all ways through a glob at once. `must`: only a star took the unknown text, so that the glob holds whatever it is; `no`:
 * it does not, whatever it is. Keeps its lists, because it runs once a jid.
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

  /** The steps reached behind a text that is wholly known. */
  stateBehind(codes: readonly number[]): Int32Array {
    this.#begin();
    this.#reach(0);
    for (const code of codes) this.#take(code);
    return this.#next.slice(0, this.#nextCount);
  }

  /** Whether the glob holds for a template with its known part, of which this is the glob at a place of `states`. */
  answer(template: Template, at: number, word: string): 'must' | 'may' | 'no' {
    const state = template.states[at] ?? new Int32Array(0);
    if (!this.#walk(state, template.rest, word, 'may')) return 'no';
    return !template.hasUnknown || this.#walk(state, template.rest, word, 'must') ? 'must' : 'may';
  }

  #walk(state: Int32Array, rest: readonly number[], word: string, mode: 'may' | 'must'): boolean {
    this.#begin();
    for (const step of state) this.#reach(step);
    for (const code of rest) {
      if (code === knownText) for (let i = 0; i < word.length; ) i += this.#takeAt(word, i);
      else if (code === unknownText) this.#takeUnknown(mode);
      else this.#take(code);
      if (this.#nextCount === 0) return false;
    }
    return this.#nextCount > 0 && this.#reachedIn[this.#steps.length] === this.#round;
  }

  #takeAt(word: string, at: number): number {
    const code = word.codePointAt(at) ?? 0;
    this.#take(code);
    return code > 0xffff ? 2 : 1;
  }

  #take(code: number): void {
    const count = this.#turn();
    for (let i = 0; i < count; i++) {
      const at = this.#current[i] ?? 0;
      const step = this.#steps[at];
      if (step === undefined) continue;
      if (step.kind === 'star') this.#reach(at);
      else if (fnmatchFits(step, code)) this.#reach(at + 1);
    }
  }

  #takeUnknown(mode: 'may' | 'must'): void {
    const count = this.#turn();
    for (let i = 0; i < count; i++) {
      const at = this.#current[i] ?? 0;
      if (mode === 'may') this.#reachUpToSlash(at);
      else if (this.#steps[at]?.kind === 'star') this.#reach(at);
    }
  }

  /** What was reached is where the next character begins; gives how many steps that are. */
  #turn(): number {
    const count = this.#nextCount;
    [this.#current, this.#next] = [this.#next, this.#current];
    this.#begin();
    return count;
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
