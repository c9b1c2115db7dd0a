// Walks the data of an event and says by the names and places of Salt's fields which rule hides what. What hiding means, and what is
// hidden inside of texts, is asked of its hands.
import { isJid } from '../../shared/salt/jid.ts';
import type { Kind } from '../../shared/salt/kind.ts';
import { splitLowTag } from '../../shared/salt/low-tag.ts';
import type { RedactionRule } from '../../shared/salt/redaction.ts';
import { readTag } from '../../shared/salt/tag.ts';
import { isFailureText } from '../analysis/error-text.ts';
import { requisiteFailed, trimmedValue } from '../analysis/state-roles.ts';
import { NumberText, type TolerantMap, type TolerantValue } from '../formats/tolerant-json.ts';
import {
  argumentKeys,
  differenceKeys,
  environmentKeys,
  hostKeys,
  isPlainKey,
  isSecretName,
  minionLists,
  openKeywords,
  outputKeys,
  pillarKeys,
  returnKeys,
  returnRule,
  userKeys,
} from './key-classes.ts';
import { isSecretField, isWeakKey, ruleOfKey } from './secret-keys.ts';
import { type Hands, isMap, setKey, walkFields, walkItems } from './walk-parts.ts';

/** What the maps around a value say about it. */
type Around = {
  readonly depth: number;
  readonly kind: Kind | undefined;
  /** What hides the return of the function that the event is of. */
  readonly returns: RedactionRule | undefined;
  /** Hides every text from here on. */
  readonly leaf: RedactionRule | undefined;
};

/** Deeper than Salt ever goes; what lies deeper is hidden as a whole. */
export const deepest = 200;

/** What an argument may always say: it decides how the job is read, and names nobody. */
const openArgument = /^(?:(?:test|saltenv|pillarenv|queue|concurrent)=[\w.-]{0,40}|saltversion)$/i;
/** Walks one event, or one text of JSON. */
export class EventWalk {
  readonly #hands: Hands;

  constructor(hands: Hands) {
    this.#hands = hands;
  }

  /** The data of an event with that tag. */
  data(tag: string, data: TolerantValue): TolerantValue {
    const { kind } = readTag(tag);
    return this.#value(data, { depth: 0, kind, returns: undefined, leaf: undefined });
  }

  /** Any other value. */
  value(value: TolerantValue, depth: number): TolerantValue {
    return this.#value(value, { depth, kind: undefined, returns: undefined, leaf: undefined });
  }

  #value(value: TolerantValue, around: Around): TolerantValue {
    if (value === null || typeof value === 'boolean' || value === trimmedValue) return value;
    if (around.depth > deepest) return this.#hands.hide('token', value, 'hidden');
    if (typeof value === 'string') return this.#text(value, around);
    if (typeof value === 'number' || value instanceof NumberText) return this.#number(value);
    return Array.isArray(value) ? this.#list(value, around) : this.#map(value, around);
  }

  #text(text: string, around: Around): TolerantValue {
    if (around.leaf !== undefined && this.#hands.hides(around.leaf)) return this.#hideWhole(around.leaf, text, around);
    return this.#hands.text(text, around.depth);
  }

  /** A long number may be a secret that was found elsewhere. */
  #number(value: number | NumberText): TolerantValue {
    const text = value instanceof NumberText ? value.text : String(value);
    if (text.length < 6) return value;
    const redacted = this.#hands.number(text);
    return redacted === text ? value : redacted;
  }

  #list(list: TolerantValue[], around: Around): TolerantValue[] {
    const [name, secret] = list;
    // Headers and the like as pairs.
    if (
      list.length === 2 &&
      typeof name === 'string' &&
      typeof secret === 'string' &&
      isSecretField(name) &&
      !isWeakKey(name)
    ) {
      return [this.#hands.text(name, around.depth), this.#hands.hide(ruleOfKey(name), secret, 'sure')];
    }
    const inside = { ...around, depth: around.depth + 1 };
    return walkItems(this.#hands, list, (item) => this.#value(item, inside));
  }

  #map(map: TolerantMap, around: Around): TolerantMap {
    const inside = {
      ...around,
      depth: around.depth + 1,
      returns: returnRule(map.fun ?? map.Function) ?? around.returns,
    };
    return walkFields(this.#hands, map, around.depth, (key, value) => this.#under(key, value, map, inside));
  }

  /** The value under a key of a map. */
  #under(key: string, value: TolerantValue, map: TolerantMap, around: Around): TolerantValue {
    if (value === null || typeof value === 'boolean' || value === trimmedValue) return value;
    if (isPlainKey(key)) return this.#value(value, around);
    const low = key.includes('_|-') ? splitLowTag(key) : undefined;
    if (low !== undefined && isMap(value)) return this.#state(low, value, around);
    // Load figures are keyed by what the master was asked to do (`get_token`).
    const isFigure = around.kind === 'stats' && isMap(value);
    if (low === undefined && isSecretField(key) && !isFigure && !this.#hands.isMinion(key)) {
      return this.#hands.hide(ruleOfKey(key), value, isWeakKey(key) ? 'likely' : 'sure');
    }
    if (key === 'value' && isSecretName(map.name ?? map.key)) return this.#hands.hide('token', value, 'sure');
    return (
      this.#byClass(key, value, map, around) ?? this.#byName(key, value, map, around) ?? this.#value(value, around)
    );
  }

  /** What is hidden as a whole unless it is kept. */
  #byClass(key: string, value: TolerantValue, map: TolerantMap, around: Around): TolerantValue | undefined {
    const hides = (rule: RedactionRule): boolean => this.#hands.hides(rule);
    if (pillarKeys.has(key) && hides('pillar')) return this.#hideWhole('pillar', value, around);
    if (environmentKeys.has(key) && hides('environment')) return this.#hideWhole('environment', value, around);
    if (argumentKeys.has(key) || (key === 'args' && (around.kind === 'run-args' || 'kwargs' in map))) {
      return this.#arguments(value, around);
    }
    if (differenceKeys.has(key) && hides('diff')) return this.#hideWhole('diff', value, around);
    if (outputKeys.has(key)) return this.#value(value, { ...around, leaf: 'output' });
    if (around.kind === 'hook' && (key === 'body' || key === 'post') && around.depth === 1 && hides('hook')) {
      return this.#hideWhole('hook', value, around);
    }
    if (!returnKeys.has(key)) return undefined;
    const { fun } = map;
    if (Array.isArray(fun)) return this.#returns(fun, value, around);
    return around.returns === undefined ? undefined : this.#returned(around.returns, value, around);
  }

  /** Names of minions, hosts and users, where they are to be hidden. */
  #byName(key: string, value: TolerantValue, map: TolerantMap, around: Around): TolerantValue | undefined {
    if (this.#hands.hides('users') && userKeys.has(key.toLowerCase()) && typeof value === 'string') {
      return this.#hands.name('users', value);
    }
    if (!this.#hands.hides('ids')) return undefined;
    if (key === 'tgt' || key === 'Target' || key === '__pub_tgt') return this.#target(value, map, around);
    const isHost =
      hostKeys.has(key) ||
      (key === 'id' && (around.depth === 1 || (typeof value === 'string' && this.#hands.isMinion(value))));
    if (isHost && typeof value === 'string') return this.#hands.name('ids', value);
    const isPresence = around.kind === 'presence' && (key === 'new' || key === 'lost');
    return minionLists.has(key) || isPresence ? this.#minions(value, around) : undefined;
  }

  #minions(value: TolerantValue, around: Around): TolerantValue {
    if (Array.isArray(value)) {
      return value.map((item) =>
        typeof item === 'string' ? this.#hands.name('ids', item) : this.#value(item, around),
      );
    }
    if (!isMap(value)) return this.#value(value, around);
    const walked: TolerantMap = {};
    for (const key of Object.keys(value)) {
      setKey(
        walked,
        this.#hands.name('ids', key),
        this.#value(value[key] ?? null, { ...around, depth: around.depth + 1 }),
      );
    }
    return walked;
  }

  /** A target that names minions, or a pattern of their names. */
  #target(value: TolerantValue, map: TolerantMap, around: Around): TolerantValue {
    if (Array.isArray(value)) return this.#minions(value, around);
    if (typeof value !== 'string') return this.#value(value, around);
    if (map.tgt_type === 'list') {
      return value
        .split(',')
        .map((name) => this.#hands.name('ids', name.trim()))
        .join(',');
    }
    return this.#hands.isMinion(value) ? this.#hands.name('ids', value) : this.#hands.target(value);
  }

  #state(low: NonNullable<ReturnType<typeof splitLowTag>>, state: TolerantMap, around: Around): TolerantMap {
    const printsAnything =
      low.state === 'module' || (low.state === 'salt' && low.fun === 'function' && /^cmd\./.test(low.name));
    const inside = { ...around, depth: around.depth + 1 };
    return walkFields(this.#hands, state, inside.depth, (key, value) => {
      if (key === 'changes' && printsAnything) return this.#value(value, { ...inside, leaf: 'output' });
      if (key === 'comment' && typeof value === 'string' && value.startsWith(requisiteFailed))
        return this.#requisites(value, inside.depth);
      return this.#under(key, value, state, inside);
    });
  }

  /** The names of states in the comment of a cascade are redacted as they are at the states themselves. */
  #requisites(comment: string, depth: number): string {
    const colon = comment.indexOf(':', requisiteFailed.length);
    if (colon === -1) return this.#hands.text(comment, depth);
    const names = comment.slice(colon + 1).split(', ');
    return `${comment.slice(0, colon)}:${names.map((name) => this.#hands.text(name, depth)).join(', ')}`;
  }

  /** The returns of several functions, in a list by place or a map by name. */
  #returns(fun: readonly TolerantValue[], value: TolerantValue, around: Around): TolerantValue {
    const one = (name: TolerantValue, part: TolerantValue): TolerantValue => {
      const rule = returnRule(name);
      return rule === undefined ? this.#value(part, around) : this.#returned(rule, part, around);
    };
    if (Array.isArray(value)) return value.map((part, at) => one(fun[at] ?? null, part));
    if (!isMap(value)) return this.#value(value, around);
    const walked: TolerantMap = {};
    for (const key of Object.keys(value)) setKey(walked, key, one(key, value[key] ?? null));
    return walked;
  }

  #returned(rule: RedactionRule, value: TolerantValue, around: Around): TolerantValue {
    // Salt's own words about a call that failed are what its outcome may be read from.
    if (rule !== 'output' && typeof value === 'string' && isFailureText(value))
      return this.#hands.text(value, around.depth);
    if (rule === 'output') return this.#value(value, { ...around, leaf: 'output' });
    if (!this.#hands.hides(rule)) return this.#value(value, around);
    return rule === 'token' ? this.#hands.hide(rule, value, 'likely') : this.#hideWhole(rule, value, around);
  }

  /** Arguments one by one, so that how many there were, their keywords, and what decides how a job is read stay. */
  #arguments(value: TolerantValue, around: Around): TolerantValue {
    if (value === null || typeof value === 'boolean' || value === trimmedValue) return value;
    const hides = (rule: RedactionRule): boolean => this.#hands.hides(rule);
    const inside = { ...around, depth: around.depth + 1 };
    if (around.depth > deepest) return this.#hands.hide('token', value, 'hidden');
    if (Array.isArray(value)) return walkItems(this.#hands, value, (item) => this.#arguments(item, inside));
    if (isMap(value)) return this.#keywords(value, inside);
    if (typeof value === 'string') {
      if (/^pillar=/i.test(value)) {
        return hides('pillar') ? this.#hideWhole('pillar', value, around) : this.#value(value, around);
      }
      if (isJid(value) || openArgument.test(value)) return value;
    }
    return hides('arguments') ? this.#hideWhole('arguments', value, around) : this.#value(value, around);
  }

  #keywords(map: TolerantMap, around: Around): TolerantMap {
    return walkFields(this.#hands, map, around.depth, (key, value) => {
      if (value === null || typeof value === 'boolean') return value;
      if (openKeywords.has(key)) return this.#value(value, around);
      if (isSecretField(key) || pillarKeys.has(key) || environmentKeys.has(key))
        return this.#under(key, value, map, around);
      if (argumentKeys.has(key)) return this.#arguments(value, around);
      return this.#hands.hides('arguments')
        ? this.#hideWhole('arguments', value, around)
        : this.#under(key, value, map, around);
    });
  }

  /** Hides a value as a whole; the secrets inside of it are found nevertheless, so that they are hidden elsewhere. */
  #hideWhole(rule: RedactionRule, value: TolerantValue, around: Around): TolerantValue {
    if (this.#hands.isLooking) this.#value(value, { ...around, leaf: undefined, returns: undefined });
    const isEmpty =
      value === '' ||
      (typeof value === 'object' &&
        value !== null &&
        Object.keys(value).length === 0 &&
        !(value instanceof NumberText));
    return isEmpty ? value : this.#hands.hide(rule, value, 'hidden');
  }
}
