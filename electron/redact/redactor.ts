// Redacts one event: its tag and its data, by the rules of shared/salt/redaction.ts. Without a vocabulary it only finds out what there is
// to hide; with one, what was found anywhere is hidden everywhere. Pure: the key of the tokens lies with the caller.
import type { JsonObject } from '../../shared/salt/json.ts';
import { splitLowTag } from '../../shared/salt/low-tag.ts';
import type { RedactionChoices, RedactionRule } from '../../shared/salt/redaction.ts';
import { isHidden, isRedactionToken } from '../../shared/salt/redaction.ts';
import { readTag } from '../../shared/salt/tag.ts';
import { NumberText, readTolerantJson, type TolerantValue } from '../formats/tolerant-json.ts';
import { deepest, EventWalk } from './event-walk.ts';
import { exactText, holdsRounded, plainText, readExact } from './exact-json.ts';
import { Findings, type Strength } from './findings.ts';
import type { Hit, Matcher } from './matcher.ts';
import { hideAddresses } from './network-addresses.ts';
import { noteValue } from './note-value.ts';
import { saltWords } from './salt-words.ts';
import { isSecretField, isWeakKey, looksRandom, ruleOfKey } from './secret-keys.ts';
import { findTextSecrets, type TextSecret } from './text-secrets.ts';

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

/** See the file's head. */
export class Redactor {
  readonly findings = new Findings();
  readonly #options: RedactorOptions;
  #event = 0;
  readonly path: (string | number)[] = [];
  readonly #walk = new EventWalk(this);
  /** Texts and keys in which nothing is hidden: most come again and again. */
  readonly #clean = new Set<string>();
  readonly #cleanKeys = new Set<string>();

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
    const { tag, data, isExact } = this.#redact(id, event);
    return `{"data":${isExact ? exactText(data) : plainText(data)},"tag":${JSON.stringify(tag)}}`;
  }

  #redact(id: number, { tag, data, dataText }: EventToRedact) {
    this.#event = id;
    this.path.length = 0;
    const parsed = data as TolerantValue;
    // Integers that parsing has rounded are read again as they were written.
    const isExact = holdsRounded(parsed, 0);
    const exact = isExact ? (readTolerantJson(dataText(), true)?.value ?? parsed) : parsed;
    return { data: this.#walk.data(tag, exact), tag: this.tag(tag), isExact };
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
    const text = typeof value === 'string' ? value : value instanceof NumberText ? value.text : exactText(value);
    if (text === '' || isRedactionToken(text)) return value;
    this.#count(rule, text.length);
    if (this.isLooking) {
      noteValue(this.findings, value, rule, strength);
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
    if (text.length < 2 || this.#clean.has(text) || isRedactionToken(text)) return text;
    const { vocabulary } = this.#options;
    const name = vocabulary?.names.get(text);
    if (name !== undefined) {
      this.#count(name.startsWith('user') ? 'users' : 'ids', text.length);
      return name;
    }
    const json = this.#jsonText(text, depth);
    if (json !== undefined) return json;
    if (isDifference(text) && this.hides('diff')) return String(this.hide('diff', text, 'hidden'));
    const secrets = findTextSecrets(text);
    let redacted = secrets.length === 0 ? text : this.#without(secrets, text);
    if (this.hides('addresses')) {
      redacted = hideAddresses(redacted, (address) => {
        this.#count('addresses', address.length);
        return `address-${this.#options.seal(address)}`;
      });
    }
    if (vocabulary !== undefined) {
      redacted = vocabulary.matcher.replace(redacted, (hit) => this.#hit(hit), staysIn);
    }
    // What may be JSON depends on how deep it lies.
    if (secrets.length === 0 && redacted === text && !/[[{]/.test(text)) remember(this.#clean, text);
    return redacted;
  }

  /** Redacts a number as text: it can be no more than a secret or a name that was found elsewhere. */
  number(text: string): string {
    const { vocabulary } = this.#options;
    if (vocabulary === undefined) return text;
    return vocabulary.names.get(text) ?? vocabulary.matcher.replace(text, (hit) => this.#hit(hit));
  }

  #hit({ spelling }: Hit): void {
    this.#count(ruleOfToken(spelling.token), spelling.text.length);
  }

  /** A key of a map; names of minions only where they are no words of Salt. */
  key(key: string, depth: number): string {
    if (this.#cleanKeys.has(key)) return key;
    const redacted = this.#key(key, depth);
    // A name of a minion may be counted and yet stay.
    if (redacted === key && !this.isMinion(key) && !/[[{]/.test(key)) remember(this.#cleanKeys, key);
    return redacted;
  }

  #key(key: string, depth: number): string {
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
    const walked = this.#walk.value(value, depth + 1);
    if (walked === value) return undefined;
    const after = exactText(walked);
    return after === exactText(value) ? undefined : after;
  }

  #without(secrets: readonly TextSecret[], text: string): string {
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
}

/** Stands for every token while values are only collected: nothing is written then. */
const unsealed = 'redacted-000000000000';

/** Users whom Salt itself names; what is concluded from them would change. */
const openUsers: ReadonlySet<string> = new Set(['root', 'salt', 'Reactor', 'UNKNOWN', '']);

/** A step of the way to a value as it may be shown: keys may hold secrets too, and command lines. */
function shownStep(part: string | number): string {
  const step = String(part);
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

/** Longest text that is remembered, and how many are: some MB. */
const longestKnown = 256;
const mostKnown = 20_000;

/** Texts with a jid or a time in them do not come again. */
function remember(known: Set<string>, text: string): void {
  if (text.length > longestKnown || /\d{6}/.test(text)) return;
  if (known.size >= mostKnown) known.clear();
  known.add(text);
}
