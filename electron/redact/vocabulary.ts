// The values that are hidden wherever they stand: their spellings, and a matcher that finds them in a text. Pure.

/** One spelling of a value that is looked for. */
export type Spelling = {
  readonly text: string;
  /** What it is replaced by. */
  readonly token: string;
  /** Position of the value in the list it came of. */
  readonly value: number;
  /** True when a letter or digit beside it makes another word of it (`web1` in `web10`). */
  readonly isWord: boolean;
  /** True when it is the middle of a base64 text: the whole of that is meant. */
  readonly isBase64: boolean;
};

/** A place where a spelling stands. */
export type Hit = { readonly from: number; readonly to: number; readonly spelling: Spelling };

/** Shortest spelling that a matcher can look for. */
export const leastLength = 3;
const tableBits = 20;

/** Finds many spellings in texts, the longest first where several begin at one place. Linear in the text but for true hits. */
export class Matcher {
  readonly size: number;
  readonly #seen = new Uint8Array(1 << (tableBits - 3));
  /** By the first {@link leastLength} code units: lengths that occur, longest first, and the spellings. */
  readonly #buckets = new Map<string, { readonly lengths: number[]; readonly spellings: Map<string, Spelling> }>();

  constructor(spellings: Iterable<Spelling>) {
    let size = 0;
    for (const spelling of spellings) {
      const { text } = spelling;
      if (text.length < leastLength) continue;
      const head = text.slice(0, leastLength);
      const bucket = this.#buckets.get(head) ?? { lengths: [], spellings: new Map<string, Spelling>() };
      this.#buckets.set(head, bucket);
      if (bucket.spellings.has(text)) continue;
      bucket.spellings.set(text, spelling);
      if (!bucket.lengths.includes(text.length)) bucket.lengths.push(text.length);
      const slot = slotOf(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2));
      this.#seen[slot >> 3] = (this.#seen[slot >> 3] ?? 0) | (1 << (slot & 7));
      size += 1;
    }
    for (const { lengths } of this.#buckets.values()) lengths.sort((a, b) => b - a);
    this.size = size;
  }

  /** The first hit at or behind a position. */
  next(text: string, start: number): Hit | undefined {
    if (this.size === 0) return undefined;
    const last = text.length - leastLength;
    for (let at = start; at <= last; at += 1) {
      if (!this.#mayBegin(text, at)) continue;
      const [hit] = this.#at(text, at);
      if (hit !== undefined) return hit;
    }
    return undefined;
  }

  /** All hits, also those that overlap. */
  *all(text: string): Generator<Hit> {
    for (let at = 0; at <= text.length - leastLength; at += 1) if (this.#mayBegin(text, at)) yield* this.#at(text, at);
  }

  #mayBegin(text: string, at: number): boolean {
    const slot = slotOf(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2));
    return ((this.#seen[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0;
  }

  /** The hits that begin at a place, the longest first. */
  *#at(text: string, at: number): Generator<Hit> {
    const bucket = this.#buckets.get(text.slice(at, at + leastLength));
    if (bucket === undefined) return;
    for (const length of bucket.lengths) {
      if (at + length > text.length) continue;
      const spelling = bucket.spellings.get(text.slice(at, at + length));
      if (spelling === undefined || (spelling.isWord && !standsAlone(text, at, at + length))) continue;
      yield { from: at, to: at + length, spelling };
    }
  }

  /** The text with every hit replaced. `staysIn`: a character that no base64 text is followed across (`/` in a tag). */
  replace(text: string, onHit: (hit: Hit) => void, staysIn = ''): string {
    let hit = this.next(text, 0);
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
      hit = this.next(text, to);
    }
    return replaced + text.slice(done);
  }
}

function slotOf(a: number, b: number, c: number): number {
  return (Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35)) >>> (32 - tableBits);
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

/** The spellings of a value that are looked for in parsed texts: plain, escaped for JSON, percent-encoded, base64. */
export function spellingsOf(value: string): { readonly text: string; readonly isBase64: boolean }[] {
  const texts = new Set([value]);
  const json = JSON.stringify(value).slice(1, -1);
  texts.add(json);
  texts.add(JSON.stringify(json).slice(1, -1));
  texts.add(asciiJson(json));
  texts.add(asciiJson(json).replaceAll('\\', '\\\\'));
  if (value.isWellFormed()) {
    const percent = encodeURIComponent(value);
    texts.add(percent);
    texts.add(percent.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()));
    texts.add(percent.replaceAll('%20', '+'));
  }
  const list = [...texts].map((text) => ({ text, isBase64: false }));
  for (const text of base64Cores(Buffer.from(value))) list.push({ text, isBase64: true });
  // Commands of PowerShell travel as base64 of UTF-16.
  for (const text of base64Cores(Buffer.from(value, 'utf16le'))) list.push({ text, isBase64: true });
  return list;
}

/** Shortest middle of a base64 text that is taken for the value: 8 characters stand for 6 bytes. */
const leastCore = 8;

/** What is in every base64 text of anything that holds these bytes: one text for each place they may begin at. */
export function base64Cores(bytes: Uint8Array): string[] {
  const cores: string[] = [];
  for (let offset = 0; offset < 3; offset += 1) {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = padded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    if (core.length < leastCore) continue;
    cores.push(core);
    if (/[+/]/.test(core)) cores.push(core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return cores;
}

/** JSON as Python writes it by default: everything beyond ASCII as `\uXXXX`. */
function asciiJson(json: string): string {
  return json.replaceAll(/[^\u0000-\u007f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
