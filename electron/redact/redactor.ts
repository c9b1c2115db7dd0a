// Redacts one event: its tag and its data, by the rules of shared/salt/redaction.ts. Without a vocabulary it only finds out what there is
// to hide; with one, what was found anywhere is hidden everywhere. Pure: the key of the tokens lies with the caller.
import type { JsonObject } from '../../shared/salt/json.ts';
import { splitLowTag } from '../../shared/salt/low-tag.ts';
import type { RedactionChoices, RedactionRule } from '../../shared/salt/redaction.ts';
import { isHidden, isRedactionToken } from '../../shared/salt/redaction.ts';
import { readTag } from '../../shared/salt/tag.ts';
import { findJsonOddities, jsonOddities } from '../formats/json-oddities.ts';
import { NumberText, readTolerantJson, type TolerantMap, type TolerantValue } from '../formats/tolerant-json.ts';
import { writeJson } from '../formats/write-json.ts';
import { deepest, EventWalk } from './event-walk.ts';
import { Findings, type Strength } from './findings.ts';
import { hideAddresses } from './network-addresses.ts';
import { saltWords } from './salt-words.ts';
import { isSecretField, isWeakKey, looksRandom, ruleOfKey } from './secret-keys.ts';
import { findTextSecrets, isBasic } from './text-secrets.ts';
import type { Matcher } from './vocabulary.ts';

/** What is hidden everywhere, made of a whole look (build-vocabulary.ts). */
export type Vocabulary = {
  readonly matcher: Matcher;
  /** Minions, hosts and users whose whole name is the text, whatever its length. */
  readonly names: ReadonlyMap<string, string>;
};

/** An event as it is stored: its tag, its data, and its data as valid JSON. */
export type EventToRedact = { readonly tag: string; readonly data: JsonObject; readonly dataText: () => string };

/** What a redactor needs. */
export type RedactorOptions = {
  readonly choices: RedactionChoices;
  /** 12 letters and digits made of a value with the share's key: the same for the same value. */
  readonly seal: (value: string) => string;
  /** True for the id of a minion of the case. */
  readonly isMinion: (text: string) => boolean;
  readonly vocabulary?: Vocabulary | undefined;
};

/** Texts that are looked into as JSON. */
const longestJsonText = 8 * 1024 * 1024;

const exactStyle = {
  sortKeys: false,
  number: (value: number | NumberText) => (value instanceof NumberText ? value.text : String(value)),
} as const;

/** See the file's head. */
export class Redactor {
  readonly findings = new Findings();
  readonly #options: RedactorOptions;
  #event = 0;
  readonly path: string[] = [];

  constructor(options: RedactorOptions) {
    this.#options = options;
  }

  /** True while values are only collected. */
  get isLooking(): boolean {
    return this.#options.vocabulary === undefined;
  }

  isMinion(text: string): boolean {
    return this.#options.isMinion(text);
  }

  /** Finds out what there is to hide in an event. */
  look(id: number, event: EventToRedact): void {
    this.#redact(id, event);
  }

  /** Redacts an event. Gives one JSON line without its end: `{"data":…,"tag":…}`. */
  event(id: number, event: EventToRedact): string {
    const { tag, data } = this.#redact(id, event);
    return `{"data":${writeJson(data, exactStyle)},"tag":${JSON.stringify(tag)}}`;
  }

  #redact(id: number, { tag, data, dataText }: EventToRedact): { readonly tag: string; readonly data: TolerantValue } {
    this.#event = id;
    this.path.length = 0;
    const parsed = data as TolerantValue;
    // Integers that parsing has rounded are read again as they were written.
    const exact = holdsRounded(parsed, 0) ? (readTolerantJson(dataText(), true)?.value ?? parsed) : parsed;
    return { data: new EventWalk(this).data(tag, exact), tag: this.tag(tag) };
  }

  /** Redacts a text that stands outside of events, in a `place` such as `note`: a filter, a name, what somebody wrote. */
  loose(text: string, place: string): string {
    this.#beside(place);
    return this.text(text, 0);
  }

  /** The same for a value with a name of its own, which may say that it is a secret. */
  looseField(name: string, value: string, place: string): string {
    this.#beside(place);
    if (!isSecretField(name)) return this.text(value, 0);
    return String(this.hide(ruleOfKey(name), value, isWeakKey(name) ? 'likely' : 'sure'));
  }

  #beside(place: string): void {
    this.#event = 0;
    this.path.length = 0;
    this.path.push(place);
  }

  /** True when a rule applies. */
  hides(rule: RedactionRule): boolean {
    return isHidden(rule, this.#options.choices);
  }

  /** Hides a value as a whole. */
  hide(rule: RedactionRule, value: TolerantValue, strength: Strength): TolerantValue {
    const text =
      typeof value === 'string' ? value : value instanceof NumberText ? value.text : writeJson(value, exactStyle);
    if (text === '' || isRedactionToken(text)) return value;
    this.#count(rule, text.length);
    if (this.isLooking) {
      this.#noteAll(value, rule, strength);
      return unsealed;
    }
    return `redacted-${this.#options.seal(text)}`;
  }

  /** The token of a name, whole; of a sudo user the name behind `sudo_`. */
  name(rule: 'ids' | 'users', text: string): string {
    if (text === '' || isRedactionToken(text)) return text;
    if (rule === 'users' && text.startsWith('sudo_')) return `sudo_${this.name('users', text.slice(5))}`;
    if (rule === 'users' && openUsers.has(text)) return text;
    this.#count(rule, text.length);
    if (this.isLooking) this.findings[rule === 'ids' ? 'minions' : 'users'].add(text);
    return `${rule === 'ids' ? 'minion' : 'user'}-${this.#options.seal(text)}`;
  }

  /** Hides the address of a target that is a pattern. */
  target(text: string): string {
    if (text === '*' || text === '' || isRedactionToken(text)) return text;
    this.#count('ids', text.length);
    return `target-${this.#options.seal(text)}`;
  }

  /** Redacts the tag: the minion at its place, then all that its parts hold. */
  tag(tag: string): string {
    this.path.length = 0;
    this.path.push('tag');
    const { minion } = readTag(tag);
    if (minion === undefined || !this.hides('ids')) return this.text(tag, 0, '/');
    const parts = tag.split('/');
    const first = tag.startsWith('salt/job/')
      ? 4
      : tag.startsWith('salt/state_result/')
        ? 3
        : tag.startsWith('syndic/')
          ? 1
          : 2;
    const at = parts.indexOf(minion, first);
    if (at === -1) return this.text(tag, 0, '/');
    const tail = parts.slice(at + 1).join('/');
    const rest = tail === '' ? '' : this.text(tail, 0, '/');
    return [...parts.slice(0, at), this.name('ids', minion)].join('/') + (parts.length > at + 1 ? `/${rest}` : '');
  }

  /** Redacts a text. `staysIn`: see {@link Matcher.replace}. */
  text(text: string, depth: number, staysIn = ''): string {
    if (text.length < 2 || isRedactionToken(text)) return text;
    const { vocabulary } = this.#options;
    const name = vocabulary?.names.get(text);
    if (name !== undefined) {
      this.#count(name.startsWith('user') ? 'users' : 'ids', text.length);
      return name;
    }
    const json = this.#jsonText(text, depth);
    if (json !== undefined) return json;
    if (isDifference(text) && this.hides('diff')) return String(this.hide('diff', text, 'hidden'));
    let redacted = this.#secretsIn(text);
    if (this.hides('addresses')) {
      redacted = hideAddresses(redacted, (address) => {
        this.#count('addresses', address.length);
        return `address-${this.#options.seal(address)}`;
      });
    }
    if (vocabulary === undefined) return redacted;
    return vocabulary.matcher.replace(
      redacted,
      ({ spelling }) => this.#count(ruleOfToken(spelling.token), spelling.text.length),
      staysIn,
    );
  }

  /** A key of a map; names of minions only where they are no words of Salt. */
  key(key: string, depth: number): string {
    if (saltWords.has(key)) return key;
    if (this.hides('ids') && this.isMinion(key)) return this.name('ids', key);
    // The parts of a low tag stay apart whatever they hold.
    return key.includes('_|-')
      ? key
          .split('_|-')
          .map((part) => this.text(part, depth))
          .join('_|-')
      : this.text(key, depth);
  }

  /** JSON that stands as a text is redacted as JSON; `undefined` when the text is none, or holds nothing to hide. */
  #jsonText(text: string, depth: number): string | undefined {
    if (depth >= deepest || text.length > longestJsonText || !/^\s*[{[][\s\S]*[}\]]\s*$/.test(text)) return undefined;
    let value: TolerantValue;
    try {
      value = readExact(text);
    } catch {
      // Python's way to print a map, or a word in brackets: read as a text.
      return undefined;
    }
    const walked = new EventWalk(this).value(value, depth + 1);
    const before = writeJson(value, exactStyle);
    const after = writeJson(walked, exactStyle);
    return before === after ? undefined : after;
  }

  #secretsIn(text: string): string {
    const secrets = findTextSecrets(text);
    if (secrets.length === 0) return text;
    let redacted = '';
    let done = 0;
    for (const { from, to, rule, isSure } of secrets) {
      redacted += text.slice(done, from) + String(this.hide(rule, text.slice(from, to), isSure ? 'sure' : 'likely'));
      done = to;
    }
    return redacted + text.slice(done);
  }

  #count(rule: RedactionRule, length: number): void {
    this.findings.count(rule, this.#event, length, () => this.path.map(shownStep).join('.'));
  }

  /** Notes the texts of a value, and the parts of them that are secrets by themselves. */
  #noteAll(value: TolerantValue, rule: RedactionRule, strength: Strength): void {
    const waiting: TolerantValue[] = [value];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (typeof next === 'string') this.#noteText(next, rule, strength);
      else if (next instanceof NumberText) this.#noteText(next.text, rule, strength);
      else if (typeof next === 'number') this.#noteText(String(next), rule, strength);
      else if (Array.isArray(next)) for (const item of next) waiting.push(item ?? null);
      else if (next !== null && typeof next === 'object') {
        for (const key of Object.keys(next)) {
          if (looksRandom(key) && strength !== 'hidden') this.#noteText(key, rule, 'likely');
          waiting.push(next[key] ?? null);
        }
      }
    }
  }

  #noteText(text: string, rule: RedactionRule, strength: Strength): void {
    const value = text.trim();
    if (value === '' || isRedactionToken(value)) return;
    this.findings.note(value, rule, strength);
    if (strength === 'hidden') return;
    for (const part of partsOf(value, rule)) this.findings.note(part, rule, 'likely');
  }
}

/** Stands for every token while values are only collected: nothing is written then. */
const unsealed = 'redacted-000000000000';

/** Users whom Salt itself names; what is concluded from them would change. */
const openUsers: ReadonlySet<string> = new Set(['root', 'salt', 'Reactor', 'UNKNOWN', '']);

/** A step of the way to a value as it may be shown: keys may hold secrets too, and command lines. */
function shownStep(step: string): string {
  const low = splitLowTag(step);
  if (low !== undefined) return `${low.state}.${low.fun}`;
  return /^[A-Za-z0-9_.-]{1,40}$/.test(step) && !looksRandom(step) ? step : '…';
}

/** Of a hit by the vocabulary only the word of its token is known: a minion, a user, or a secret. */
function ruleOfToken(token: string): RedactionRule {
  if (token.startsWith('minion-')) return 'ids';
  return token.startsWith('user-') ? 'users' : 'token';
}

/** A unified diff, wherever it stands. */
function isDifference(text: string): boolean {
  return text.includes('@@ -') && /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@/m.test(text);
}

/** Parts of a secret that may stand elsewhere by themselves: lines of a key, what follows `Bearer`, values of cookies. */
function* partsOf(value: string, rule: RedactionRule): Generator<string> {
  if (value.includes('\n') || value.includes('\\n')) {
    for (const line of value.split(/\r?\n|\\n/)) {
      const part = line.trim();
      if (part.length >= 16 && !part.startsWith('-----')) yield part;
    }
  }
  if (rule !== 'header') return;
  const [, scheme = '', rest = ''] = /^([A-Za-z]{3,20})\s+(\S+)$/.exec(value) ?? [];
  if (rest !== '') yield rest;
  if (scheme.toLowerCase() === 'basic' && isBasic(rest)) {
    const pair = Buffer.from(rest, 'base64').toString();
    yield pair.slice(pair.indexOf(':') + 1);
  }
  if (!value.includes('=')) return;
  for (const cookie of value.split(';')) {
    const part = cookie.slice(cookie.indexOf('=') + 1).trim();
    if (looksRandom(part)) yield part;
  }
}

/** True when a value holds an integer that a double cannot be sure to hold. */
function holdsRounded(value: TolerantValue | undefined, depth: number): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null || depth > deepest) return false;
  if (Array.isArray(value)) return value.some((item) => holdsRounded(item, depth + 1));
  for (const key in value) if (holdsRounded((value as TolerantMap)[key], depth + 1)) return true;
  return false;
}

/** JSON with every number as it was written, where that matters. Throws SyntaxError when it is none. */
function readExact(text: string): TolerantValue {
  const value = JSON.parse(text) as TolerantValue;
  if ((findJsonOddities(text) & jsonOddities.bigInteger) === 0) return value;
  return readTolerantJson(text, true)?.value ?? value;
}
