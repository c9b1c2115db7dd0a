// Finds many spellings in a text at once. Most places of most texts are passed over without a look: the next three characters tell how far
// away a spelling can begin at the nearest (Wu and Manber). Pure.
import type { Spelling } from './vocabulary.ts';

/** A place where a spelling stands. */
export type Hit = { readonly from: number; readonly to: number; readonly spelling: Spelling };

/** Shortest spelling that a matcher can look for. */
const leastLength = 3;
/** Spellings from this length on are told by so many of their first characters; shorter ones are a group of their own. */
const usualLength = 6;
const tableBits = 18;

/** Finds many spellings in texts, the longest first where several begin at one place. Linear in the text but for true hits. */
export class Matcher {
  readonly size: number;
  readonly #usual = new Group(usualLength);
  readonly #short = new Group(leastLength);

  constructor(spellings: Iterable<Spelling>) {
    for (const spelling of spellings) {
      const { length } = spelling.text;
      if (length >= usualLength) this.#usual.add(spelling);
      else if (length >= leastLength) this.#short.add(spelling);
    }
    this.size = this.#usual.size + this.#short.size;
  }

  /** The first hit at or behind a position. */
  next(text: string, start: number): Hit | undefined {
    return firstOf(this.#usual.next(text, start), this.#short.next(text, start));
  }

  /** All hits, also those that overlap. */
  *all(text: string): Generator<Hit> {
    yield* this.#usual.all(text);
    yield* this.#short.all(text);
  }

  /** The text with every hit replaced. `staysIn`: a character that no base64 text is followed across (`/` in a tag). */
  replace(text: string, onHit: (hit: Hit) => void, staysIn = ''): string {
    let usual = this.#usual.next(text, 0);
    let short = this.#short.next(text, 0);
    let hit = firstOf(usual, short);
    if (hit === undefined) return text;
    let replaced = '';
    let done = 0;
    while (hit !== undefined) {
      onHit(hit);
      let { from, to } = hit;
      if (hit.spelling.isBase64) {
        while (from > done && isBase64(text, from - 1, staysIn)) from -= 1;
        while (to < text.length && isBase64(text, to, staysIn)) to += 1;
      }
      replaced += text.slice(done, from) + hit.spelling.token;
      done = to;
      if (usual !== undefined && usual.from < done) usual = this.#usual.next(text, done);
      if (short !== undefined && short.from < done) short = this.#short.next(text, done);
      hit = firstOf(usual, short);
    }
    return replaced + text.slice(done);
  }
}

/** The one that begins first; at one place the longer one, which is the usual. */
function firstOf(usual: Hit | undefined, short: Hit | undefined): Hit | undefined {
  if (usual === undefined || short === undefined) return usual ?? short;
  return short.from < usual.from ? short : usual;
}

/** Spellings with the same beginning: lengths that occur, longest first. */
type Bucket = { readonly lengths: number[]; readonly spellings: Map<string, Spelling> };

/** Spellings that are looked for by their first `window` characters. */
class Group {
  size = 0;
  readonly #window: number;
  /** By three characters: how far behind them, at the least, the window of a spelling ends. */
  readonly #skips: Uint8Array;
  readonly #buckets = new Map<string, Bucket>();

  constructor(window: number) {
    this.#window = window;
    this.#skips = new Uint8Array(1 << tableBits).fill(window - 2);
  }

  add(spelling: Spelling): void {
    const { text } = spelling;
    const head = text.slice(0, this.#window);
    const bucket = this.#buckets.get(head) ?? { lengths: [], spellings: new Map<string, Spelling>() };
    if (bucket.spellings.has(text)) return;
    this.#buckets.set(head, bucket);
    bucket.spellings.set(text, spelling);
    if (!bucket.lengths.includes(text.length)) {
      bucket.lengths.push(text.length);
      bucket.lengths.sort((a, b) => b - a);
    }
    for (let end = 2; end < this.#window; end += 1) {
      const slot = slotOf(text, end);
      this.#skips[slot] = Math.min(this.#skips[slot] ?? 0, this.#window - 1 - end);
    }
    this.size += 1;
  }

  /** The first hit at or behind a position. */
  next(text: string, start: number): Hit | undefined {
    if (this.size === 0) return undefined;
    for (let end = start + this.#window - 1; end < text.length; ) {
      const skip = this.#skips[slotOf(text, end)] ?? 0;
      if (skip > 0) {
        end += skip;
        continue;
      }
      const [hit] = this.#at(text, end - this.#window + 1);
      if (hit !== undefined) return hit;
      end += 1;
    }
    return undefined;
  }

  *all(text: string): Generator<Hit> {
    if (this.size === 0) return;
    for (let from = 0; from + this.#window <= text.length; from += 1) yield* this.#at(text, from);
  }

  /** The hits that begin at a place, the longest first. */
  #at(text: string, from: number): readonly Hit[] {
    const bucket = this.#buckets.get(text.slice(from, from + this.#window));
    if (bucket === undefined) return none;
    const hits: Hit[] = [];
    for (const length of bucket.lengths) {
      const to = from + length;
      if (to > text.length) continue;
      const spelling = bucket.spellings.get(text.slice(from, to));
      if (spelling === undefined || (spelling.isWord && !standsAlone(text, from, to))) continue;
      hits.push({ from, to, spelling });
    }
    return hits;
  }
}

const none: readonly Hit[] = [];

/** Where the three characters that end at `end` stand in the table. */
function slotOf(text: string, end: number): number {
  const mixed =
    Math.imul(text.charCodeAt(end - 2), 0x9e3779b1) ^
    Math.imul(text.charCodeAt(end - 1), 0x85ebca6b) ^
    Math.imul(text.charCodeAt(end), 0xc2b2ae35);
  return mixed >>> (32 - tableBits);
}

/** True when no letter or digit joins the text to what is beside it. */
function standsAlone(text: string, from: number, to: number): boolean {
  const joinsBefore = isAlphanumeric(text.charCodeAt(from)) && from > 0 && isAlphanumeric(text.charCodeAt(from - 1));
  return (
    !joinsBefore &&
    !(isAlphanumeric(text.charCodeAt(to - 1)) && to < text.length && isAlphanumeric(text.charCodeAt(to)))
  );
}

function isAlphanumeric(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isBase64(text: string, at: number, staysIn: string): boolean {
  const code = text.charCodeAt(at);
  if (isAlphanumeric(code)) return true;
  const character = text[at] ?? '';
  return character !== staysIn && '+/=_-'.includes(character);
}
