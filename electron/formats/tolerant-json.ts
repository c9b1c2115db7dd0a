// A JSON reader of our own for the few records that JSON.parse refuses or misreads: Python's NaN and Infinity, exact
// integers, double keys. It keeps its own stack, so depth cannot crash it, and it never throws.

import { isEscapedQuote } from './json-oddities.ts';

/** A number as it was written, where its exact text matters. */
export class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** A value as this reader gives it: JSON, with numbers as {@link NumberText} when exact numbers were asked for. */
export type TolerantValue = null | boolean | number | string | NumberText | TolerantValue[] | TolerantMap;
/** A map. The key `__proto__` is an ordinary key in it. */
export type TolerantMap = { [key: string]: TolerantValue };

/** What was odd about a text that is JSON otherwise. Lists name the first few keys or numbers. */
export type TolerantReading = {
  readonly value: TolerantValue;
  readonly duplicateKeys: readonly string[];
  readonly bigIntegers: readonly string[];
  /** NaN, Infinity, -Infinity; they are read as strings of that spelling. */
  readonly nans: readonly string[];
};

/** How many oddities of a sort are named. */
const namedOddities = 5;

type Container = { readonly list: TolerantValue[]; readonly map: undefined } | MapBeingRead;
type MapBeingRead = { readonly list: undefined; readonly map: TolerantMap; key: string };

/** Reads a whole text; `undefined` when it is not JSON even so. `exact` keeps every number as {@link NumberText}. */
export function readTolerantJson(text: string, exact: boolean): TolerantReading | undefined {
  return new Reader(text, exact).read();
}

class Reader {
  readonly #text: string;
  readonly #exact: boolean;
  readonly #stack: Container[] = [];
  readonly #duplicateKeys: string[] = [];
  readonly #bigIntegers: string[] = [];
  readonly #nans: string[] = [];
  #at = 0;

  constructor(text: string, exact: boolean) {
    this.#text = text;
    this.#exact = exact;
  }

  read(): TolerantReading | undefined {
    for (;;) {
      const opened = this.#value();
      if (opened === undefined) return undefined;
      // A container that was just opened waits for its first value; anything else is put where it belongs.
      if (opened === waiting) continue;
      let complete: TolerantValue = opened;
      for (;;) {
        const container = this.#stack.at(-1);
        if (container === undefined) return this.#finish(complete);
        if (container.list !== undefined) container.list.push(complete);
        else this.#setKey(container, complete);
        const next = this.#after(container);
        if (next === undefined) return undefined;
        if (next === 'value') break;
        this.#stack.pop();
        complete = container.list ?? container.map;
      }
    }
  }

  /** Reads a scalar or an empty container, or opens one (`waiting`). */
  #value(): TolerantValue | typeof waiting | undefined {
    this.#skipSpace();
    const character = this.#text[this.#at];
    if (character === '{') {
      this.#at += 1;
      this.#skipSpace();
      if (this.#take('}')) return {};
      const key = this.#key();
      if (key === undefined) return undefined;
      this.#stack.push({ list: undefined, map: {}, key });
      return waiting;
    }
    if (character === '[') {
      this.#at += 1;
      this.#skipSpace();
      if (this.#take(']')) return [];
      this.#stack.push({ list: [], map: undefined });
      return waiting;
    }
    if (character === '"') return this.#string();
    return this.#word();
  }

  /** What follows a value in its container: another value, or its end. */
  #after(container: Container): 'value' | 'end' | undefined {
    this.#skipSpace();
    if (this.#take(container.list !== undefined ? ']' : '}')) return 'end';
    if (!this.#take(',')) return undefined;
    if (container.list !== undefined) return 'value';
    this.#skipSpace();
    const key = this.#key();
    if (key === undefined) return undefined;
    container.key = key;
    return 'value';
  }

  #key(): string | undefined {
    const key = this.#text[this.#at] === '"' ? this.#string() : undefined;
    this.#skipSpace();
    return key !== undefined && this.#take(':') ? key : undefined;
  }

  #setKey({ map, key }: MapBeingRead, value: TolerantValue): void {
    if (Object.hasOwn(map, key)) note(this.#duplicateKeys, key);
    if (key === '__proto__') {
      // A plain assignment would set the prototype instead.
      Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
    } else {
      map[key] = value;
    }
  }

  /** A string; JSON.parse reads its escapes once its end is known. */
  #string(): string | undefined {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && isEscapedQuote(this.#text, end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) return undefined;
    this.#at = end + 1;
    return parseString(this.#text.slice(start, end + 1));
  }

  #word(): TolerantValue | undefined {
    wordPattern.lastIndex = this.#at;
    const word = wordPattern.exec(this.#text)?.[0];
    if (word === undefined) return undefined;
    this.#at += word.length;
    switch (word) {
      case 'true':
        return true;
      case 'false':
        return false;
      case 'null':
        return null;
      case 'NaN':
      case 'Infinity':
      case '-Infinity':
        note(this.#nans, word);
        return word;
    }
    if (isBigInteger(word)) note(this.#bigIntegers, word);
    return this.#exact ? new NumberText(word) : Number(word);
  }

  #finish(value: TolerantValue): TolerantReading | undefined {
    this.#skipSpace();
    if (this.#at !== this.#text.length) return undefined;
    return { value, duplicateKeys: this.#duplicateKeys, bigIntegers: this.#bigIntegers, nans: this.#nans };
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at += 1;
    }
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

const waiting = Symbol('a container was opened');

const wordPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|NaN|-?Infinity/y;

/** True for an integer in writing (no point, no exponent) that a double cannot be sure to hold. */
function isBigInteger(word: string): boolean {
  return word.length > 15 && /^-?\d+$/.test(word) && !Number.isSafeInteger(Number(word));
}

function parseString(literal: string): string | undefined {
  try {
    return String(JSON.parse(literal));
  } catch {
    return undefined;
  }
}

function note(list: string[], what: string): void {
  if (list.length < namedOddities) list.push(what);
}
