// A short cut for the events most captures are made of: returns as Salt writes them.
//
// Such a record is the same text but for its minion, jid, return value and times. What all the other bytes mean is worked
// out once, the long way, and kept under those bytes; of the next record with the same ones only the parts that vary are
// read. What could make a difference (another order, an escape in a name, a state that failed, a byte that is no ASCII) is
// left to the long way. A test holds that both ways make the same batch. Measured: a quarter of the long way's time.
import { parseStamp, type Stamp } from '../../shared/base/stamp.ts';
import {
  bar,
  closeList,
  colon,
  isAt,
  letterT,
  letterUpperT,
  literal,
  minus,
  openList,
  openMap,
  point,
  quote,
  underscore,
  zero,
} from './json-bytes.ts';
import type { LocalDictionaries } from './local-strings.ts';
import { NameCache } from './name-cache.ts';
import { beginRecord, digitsEnd, isDigit, plainBytes, valueEnd } from './plain-json.ts';
import { StateScan } from './state-scan.ts';

/** What the constant part of a record says, as values of the columns. */
export type ReturnTemplate = {
  readonly kind: number;
  readonly fun: number;
  readonly user: number;
  readonly shape: number;
  readonly retcode: number;
  readonly success: number;
  readonly outcome: number;
  readonly outcomeRule: number;
  readonly flags: number;
};

/** A constant part that was met, with what it says; `undefined` when it cannot be taken for others. */
type Known = { readonly sign: number; readonly rest: Uint8Array; readonly template: ReturnTemplate | undefined };

/** Constant parts that are kept; polls name their job in it, so there is no end to them. */
const mostKnown = 4096;
const jidDigits = 20;

/** Reads records by their templates. One for each parser: templates hold ids of its dictionaries. */
export class ReturnShortcut {
  /** Where the parts of the record looked at last are. */
  minionStart = 0;
  minionEnd = 0;
  jidStart = 0;
  jidEnd = 0;
  stamp: Stamp = 0;
  /** True when its value is a state run, whose states are in {@link states}. */
  hasStates = false;
  readonly minions: NameCache<number>;
  readonly jids: NameCache<number>;
  readonly states: StateScan;
  readonly #known = new Map<number, Known[]>();
  #sign = 0;
  #hash = 0;
  #restStart = 0;
  #restEnd = 0;
  #day: Uint8Array = new Uint8Array(10);
  #dayStart = 0;

  constructor(strings: LocalDictionaries) {
    this.minions = new NameCache((text) => strings.minion.id(text));
    this.jids = new NameCache((text) => strings.jid.id(text));
    this.states = new StateScan(strings);
  }

  /**
   * `known`: the record's template; its parts are in the fields of this object. `new`: it may have one, which
   * {@link learn} is to be told of. `other`: none.
   */
  look(bytes: Uint8Array, start: number, end: number): ReturnTemplate | 'new' | 'other' {
    if (!this.#read(bytes, start, end)) return 'other';
    for (const known of this.#known.get(this.#hash) ?? []) {
      if (known.sign !== this.#sign || known.rest.length !== this.#restEnd - this.#restStart) continue;
      if (isAt(bytes, this.#restStart, known.rest)) return known.template ?? 'other';
    }
    return 'new';
  }

  /** Keeps the template of the record that was looked at last; `undefined`: those like it go the long way. */
  learn(bytes: Uint8Array, template: ReturnTemplate | undefined): void {
    if (this.#known.size >= mostKnown) this.#known.clear();
    const known = { sign: this.#sign, rest: ownBytes(bytes, this.#restStart, this.#restEnd), template };
    const same = this.#known.get(this.#hash);
    if (same === undefined) this.#known.set(this.#hash, [known]);
    else same.push(known);
  }

  /** Reads the parts that vary and finds those that do not; false when anything is not as usual. */
  #read(bytes: Uint8Array, start: number, end: number): boolean {
    if (!isAt(bytes, start, head)) return false;
    this.minionStart = start + head.length;
    let at = nameEnd(bytes, this.minionStart, end);
    this.minionEnd = at;
    if (isConfusing(bytes, this.minionStart, at) || !isAt(bytes, at, success)) return false;
    at += success.length;
    const isTrue = bytes[at] === letterT;
    at += isTrue ? 4 : 5;
    if (!isAt(bytes, at - 4, isTrue ? trueText : alseText) || !isAt(bytes, at, returned)) return false;
    const valueStart = at + returned.length;
    at = this.#readValue(bytes, valueStart, end);
    if (at === -1 || !isAt(bytes, at, retcode)) return false;
    const codeStart = at + retcode.length;
    at = digitsEnd(bytes, codeStart, end);
    if (at === codeStart || at - codeStart > 3 || !isAt(bytes, at, jid)) return false;
    // All of it in one number: the code has up to three digits, so that 0 and 00 differ.
    this.#sign = (this.#valueSign(bytes[valueStart] ?? 0) * 2 + Number(isTrue)) * 4 + (at - codeStart);
    for (let digit = codeStart; digit < at; digit += 1) this.#sign = this.#sign * 10 + (bytes[digit] ?? 0) - zero;
    this.jidStart = at + jid.length;
    this.jidEnd = digitsEnd(bytes, this.jidStart, end);
    if (this.jidEnd - this.jidStart !== jidDigits) return false;
    this.#restStart = this.jidEnd;
    at = this.#hashRest(bytes, end);
    if (at === -1) return false;
    this.#restEnd = at;
    at = this.#readStamp(bytes, at, end);
    return at !== -1 && this.#isTailAt(bytes, at, end);
  }

  /** End of the return value; -1 for one that may say more than its first byte and its states do. */
  #readValue(bytes: Uint8Array, start: number, end: number): number {
    beginRecord();
    this.hasStates = false;
    const first = bytes[start];
    // Of a list it depends on the function what it says, but for the empty one.
    if (first === openList) return bytes[start + 1] === closeList ? start + 2 : -1;
    if (first !== openMap) return isDigit(first ?? 0) || first === minus ? -1 : valueEnd(bytes, start, end);
    const key = start + 2;
    const keyStop = nameEnd(bytes, key, end);
    if (!hasLowSeparator(bytes, key, keyStop)) {
      const at = valueEnd(bytes, start, end);
      return at === -1 || hasLowSeparator(bytes, start, at) ? -1 : at;
    }
    this.hasStates = true;
    return this.states.read(bytes, start, end);
  }

  /** What the template depends on: the kind of value, and of a state run whether it changed anything. */
  #valueSign(first: number): number {
    if (!this.hasStates) return first;
    return this.states.hasChanges ? 2 : 1;
  }

  /** Goes from the jid to the stamp; its bytes say the function, its arguments and who started it. */
  #hashRest(bytes: Uint8Array, end: number): number {
    let hash = this.#sign;
    for (let at = this.#restStart; at < end - stampKey.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === underscore && isAt(bytes, at - 1, stampKey)) {
        this.#hash = hash;
        return at - 1 + stampKey.length;
      }
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    return -1;
  }

  /** `2026-03-01T12:00:00.124001`, with or without `+00:00`, and the quote behind it. */
  #readStamp(bytes: Uint8Array, start: number, end: number): number {
    let at = start + 26;
    if (isAt(bytes, at, utcZone)) at += utcZone.length;
    if (at >= end || bytes[at] !== quote) return -1;
    if (!isAt(bytes, start, this.#day)) {
      const day = bytes.subarray(start, start + 10);
      const dayStart = parseStamp(`${Buffer.from(day).toString('latin1')}T00:00:00`);
      if (dayStart === undefined) return -1;
      this.#day = ownBytes(bytes, start, start + 10);
      this.#dayStart = dayStart;
    }
    if (bytes[start + 10] !== letterUpperT || bytes[start + 13] !== colon || bytes[start + 16] !== colon) return -1;
    if (bytes[start + 19] !== point) return -1;
    const hours = number(bytes, start + 11, 2);
    const minutes = number(bytes, start + 14, 2);
    const seconds = number(bytes, start + 17, 2);
    const micros = number(bytes, start + 20, 6);
    if (!(hours <= 23 && minutes <= 59)) return -1;
    this.stamp = this.#dayStart + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + micros;
    return Number.isNaN(this.stamp) ? -1 : at + 1;
  }

  /** Perhaps the minion's own time, then the tag, which must name the same jid and minion. */
  #isTailAt(bytes: Uint8Array, start: number, end: number): boolean {
    let at = start;
    if (isAt(bytes, at, ownTime)) {
      const timeStart = at + ownTime.length;
      at = digitsEnd(bytes, timeStart, end);
      if (at === timeStart || at - timeStart > 15 || bytes[timeStart] === zero) return false;
    }
    if (!isAt(bytes, at, tag)) return false;
    at += tag.length;
    if (!isSame(bytes, at, this.jidStart, this.jidEnd)) return false;
    at += jidDigits;
    if (!isAt(bytes, at, ret)) return false;
    at += ret.length;
    if (!isSame(bytes, at, this.minionStart, this.minionEnd)) return false;
    at += this.minionEnd - this.minionStart;
    return at + ending.length === end && isAt(bytes, at, ending);
  }
}

const head = literal('{"data": {"cmd": "_return", "id": "');
const success = literal('", "success": ');
const trueText = literal('true');
const alseText = literal('alse');
const returned = literal(', "return": ');
const retcode = literal(', "retcode": ');
const jid = literal(', "jid": "');
const stampKey = literal('"_stamp": "');
const utcZone = literal('+00:00');
const ownTime = literal(', "ts": ');
const tag = literal('}, "tag": "salt/job/');
const ret = literal('/ret/');
const ending = literal('"}');

/** A copy: the piece's buffer is filled anew, and `slice` of a Buffer copies nothing. */
function ownBytes(bytes: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes.subarray(start, end));
}

function isSame(bytes: Uint8Array, at: number, start: number, end: number): boolean {
  for (let i = 0; i < end - start; i += 1) if (bytes[at + i] !== bytes[start + i]) return false;
  return true;
}

/** True for a name that could be taken for another part of the record: of its tag, a jid, a trimmed value. */
function isConfusing(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start;
  if (length === 0 || (length === jidDigits && digitsEnd(bytes, start, end) === end)) return true;
  return confusing.some((name) => name.length === length && isAt(bytes, start, name));
}

const confusing = ['salt', 'job', 'ret', 'VALUE_TRIMMED'].map(literal);

/** What may stand in a name: a slash would be a part of the tag. */
const nameBytes = plainBytes.with(47, 0);

/** End of a name without anything special: printable ASCII, no escape, no slash. */
function nameEnd(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && nameBytes[bytes[at] ?? 0] === 1) at += 1;
  return at;
}

/** True when the key of a state may stand there. */
function hasLowSeparator(bytes: Uint8Array, start: number, end: number): boolean {
  // The engine's own search goes over bytes many times faster than a loop here.
  const text = bytes.subarray(start, end);
  for (let at = text.indexOf(bar); at !== -1; at = text.indexOf(bar, at + 1)) {
    if (text[at - 1] === underscore && text[at + 1] === minus) return true;
  }
  return false;
}

function number(bytes: Uint8Array, start: number, digits: number): number {
  let value = 0;
  for (let at = start; at < start + digits; at += 1) {
    const byte = bytes[at] ?? 0;
    if (!isDigit(byte)) return Number.NaN;
    value = value * 10 + byte - zero;
  }
  return value;
}
