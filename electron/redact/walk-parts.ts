// Goes through the fields of a map and the items of a list while they are redacted; makes a new one only where something changed.
import type { RedactionRule } from '../../shared/salt/redaction.ts';
import { NumberText, type TolerantMap, type TolerantValue } from '../formats/tolerant-json.ts';
import type { Strength } from './findings.ts';

/** What a walk asks of the redactor. */
export type Hands = {
  readonly isLooking: boolean;
  /** The way to the value that is being walked. */
  readonly path: (string | number)[];
  readonly hides: (rule: RedactionRule) => boolean;
  readonly hide: (rule: RedactionRule, value: TolerantValue, strength: Strength) => TolerantValue;
  readonly name: (rule: 'ids' | 'users', text: string) => string;
  readonly target: (text: string) => string;
  readonly text: (text: string, depth: number) => string;
  readonly number: (text: string) => string;
  readonly key: (key: string, depth: number) => string;
  readonly isMinion: (text: string) => boolean;
};

/** The map with its keys and values redacted; the same map when none of them changed. */
export function walkFields(
  hands: Hands,
  map: TolerantMap,
  depth: number,
  one: (key: string, value: TolerantValue) => TolerantValue,
): TolerantMap {
  const { path } = hands;
  const keys = Object.keys(map);
  let walked: TolerantMap | undefined;
  for (const [at, key] of keys.entries()) {
    const value = map[key] ?? null;
    path.push(key);
    const part = one(key, value);
    path.pop();
    const name = hands.key(key, depth);
    if (walked === undefined) {
      if (part === value && name === key) continue;
      walked = {};
      for (const before of keys.slice(0, at)) setKey(walked, before, map[before] ?? null);
    }
    setKey(walked, name, part);
  }
  return walked ?? map;
}

/** The list with its items redacted; the same list when none of them changed. */
export function walkItems(
  hands: Hands,
  list: TolerantValue[],
  one: (item: TolerantValue) => TolerantValue,
): TolerantValue[] {
  const { path } = hands;
  let walked: TolerantValue[] | undefined;
  for (const [at, item] of list.entries()) {
    path.push(at);
    const part = one(item);
    path.pop();
    if (part !== item) walked ??= list.slice(0, at);
    walked?.push(part);
  }
  return walked ?? list;
}

/** True for a map, which neither a list nor a number kept as text is. */
export function isMap(value: TolerantValue): value is TolerantMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText);
}

/** Sets a key of a map that is being made; `__proto__` is a key like any other. */
export function setKey(map: TolerantMap, key: string, value: TolerantValue): void {
  if (key === '__proto__')
    Object.defineProperty(map, key, { value, writable: true, enumerable: true, configurable: true });
  else map[key] = value;
}
