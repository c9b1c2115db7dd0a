// From fields to the different ways in which they divide the minions: one value against all others, above a number or not.
import type { FieldValue } from '../../../shared/questions/differ.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import { type Field, type FieldFamily, fieldFamilies } from './field.ts';

/** One way of dividing the minions. Bits by position of the minion, 32 a word. */
export type Division = {
  readonly field: Field;
  readonly value: FieldValue;
  /** What the minions without the value have, where that is one other value. */
  readonly other: string | undefined;
  /** True for a number above or not above a bound. */
  readonly isBound: boolean;
  /** Different values of the field. */
  readonly distinct: number;
  readonly having: Uint32Array;
  readonly known: Uint32Array;
  /** Equal for divisions into the same parts. */
  readonly key: string;
  /** Others that divide in exactly the same way, less telling ones last. */
  readonly same: readonly FieldValue[];
};

/** Bits for `minions` minions. */
export function bits(minions: number): Uint32Array {
  return new Uint32Array((minions + 31) >>> 5);
}

/** Sets one bit. */
export function setBit(set: Uint32Array, at: number): void {
  set[at >>> 5] = (set[at >>> 5] ?? 0) | (1 << (at & 31));
}

/** True when a bit is set. */
export function hasBit(set: Uint32Array, at: number): boolean {
  return (((set[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;
}

/** All divisions that the fields give. */
export function divisionsOf(fields: readonly Field[], minions: number): Division[] {
  return fields.flatMap((field) => [...ofField(field, minions)]);
}

/** One division of each key: of equal ones the most telling field stands for them, the others are its `same`. */
export function distinctDivisions(divisions: readonly Division[], keyOf: (division: Division) => string): Division[] {
  const found = new Map<string, Division[]>();
  for (const division of divisions) {
    const key = keyOf(division);
    const same = found.get(key);
    if (same === undefined) found.set(key, [division]);
    else same.push(division);
  }
  return [...found.values()].flatMap((equal) => {
    const [first, ...others] = equal.sort(tellingOrder);
    if (first === undefined || others.length === 0) return first ?? [];
    const same = new Map(first.same.map((value) => [value.field, value]));
    for (const { field, value, same: further } of others) {
      // What may only follow from the failure adds nothing to what may have led to it.
      if (field.family === 'consequence') continue;
      for (const one of [value, ...further]) {
        if (one.field !== first.field.name && !same.has(one.field)) same.set(one.field, one);
      }
    }
    return [{ ...first, same: [...same.values()] }];
  });
}

/** How many bits are set in both. */
export function countBoth(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let word = 0; word < a.length; word += 1) {
    let bits32 = (a[word] ?? 0) & (b[word] ?? 0);
    bits32 -= (bits32 >>> 1) & 0x55555555;
    bits32 = (bits32 & 0x33333333) + ((bits32 >>> 2) & 0x33333333);
    count += Math.imul((bits32 + (bits32 >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** The bits of both. */
export function bothOf(a: Uint32Array, b: Uint32Array): Uint32Array {
  return a.map((word, at) => word & (b[at] ?? 0));
}

/** The more telling of two divisions that are equally good comes first. */
export function tellingOrder(a: Division, b: Division): number {
  return (
    familyRank(a.field.family) - familyRank(b.field.family) ||
    Number(a.isBound) - Number(b.isBound) ||
    fieldRank(a.field.name) - fieldRank(b.field.name) ||
    a.distinct - b.distinct ||
    a.field.name.length - b.field.name.length ||
    naturalOrder(a.field.name, b.field.name) ||
    naturalOrder(a.value.value, b.value.value)
  );
}

function familyRank(family: FieldFamily): number {
  return fieldFamilies.indexOf(family);
}

/** Salt's own grains that mostly repeat what another says in better words. */
const secondary =
  /^grains\.(?:lsb_|os_family|osarch|oscodename|osfinger|osfullname|osmajorrelease|kernelversion|cpuarch|init|systemd|pythonpath|pythonexecutable|saltpath|saltversioninfo|ip4_|ip6_|ipv4|ipv6|hwaddr_|fqdn|host|localhost|nodename|domain|machine_id|server_id|uuid|serialnumber|shell|cwd|gid|uid|pid|path|ps|id$|master)/;

function fieldRank(name: string): number {
  return secondary.test(name) ? 1 : 0;
}

/** Bounds tried of one field of numbers. */
const mostBounds = 12;

function* ofField(field: Field, minions: number): Generator<Division> {
  const known = bits(minions);
  const byValue = new Map<string, Uint32Array>();
  const counts = new Map<string, number>();
  const numbers: number[] = [];
  let knownCount = 0;
  const put = (value: string, at: number) => {
    const having = byValue.get(value) ?? bits(minions);
    byValue.set(value, having);
    setBit(having, at);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  for (const [at, value] of field.values.entries()) {
    if (value === undefined) continue;
    setBit(known, at);
    knownCount += 1;
    if (typeof value === 'number') numbers.push(value);
    else if (typeof value === 'string') put(value, at);
    else for (const one of new Set(value)) put(one, at);
  }
  if (knownCount < 2) return;
  yield* bounds(field, known, numbers, minions);
  const distinct = byValue.size;
  // Names, addresses and serial numbers: a value of its own for nearly every minion says nothing about any of them.
  const single = [...counts.values()].filter((count) => count === 1).length;
  if (single > 2 && single >= 0.8 * knownCount) return;
  const isSingle = field.values.every((value) => value === undefined || typeof value === 'string');
  const otherOf = (value: string) =>
    isSingle && distinct === 2 ? [...byValue.keys()].find((one) => one !== value) : undefined;
  for (const [value, having] of byValue) {
    if (counts.get(value) === knownCount) continue;
    yield division(field, value, having, known, false, distinct, otherOf(value));
  }
}

function division(
  field: Field,
  value: string,
  having: Uint32Array,
  known: Uint32Array,
  isBound: boolean,
  distinct: number,
  other: string | undefined,
): Division {
  const key = divisionKey(having, known, field.onlyHaving === true);
  return { field, value: { field: field.name, value }, other, isBound, distinct, having, known, key, same: [] };
}

/** Numbers at or below a bound; which bounds are tried depends on the numbers alone, not on who fails. */
function* bounds(field: Field, known: Uint32Array, numbers: readonly number[], minions: number): Generator<Division> {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b);
  const steps = Math.min(mostBounds, sorted.length - 1);
  for (let step = 1; step <= steps; step += 1) {
    const bound = sorted[Math.floor((step * sorted.length) / (steps + 1)) - 1] ?? sorted[0] ?? 0;
    const having = bits(minions);
    for (const [at, value] of field.values.entries()) {
      if (typeof value === 'number' && value <= bound) setBit(having, at);
    }
    const rounded = Number(bound.toPrecision(6));
    yield division(field, `≤ ${rounded}`, having, known, true, sorted.length, `> ${rounded}`);
  }
}

/** Equal for divisions into the same two parts, whichever of the two has the value. */
export function divisionKey(having: Uint32Array, known: Uint32Array, onlyHaving: boolean): string {
  // The part without the first known minion stands for the division, unless only one of the two parts may mean something.
  const word = known.findIndex((one) => one !== 0);
  const lowest = (known[word] ?? 0) & -(known[word] ?? 0);
  const isTurned = !onlyHaving && ((having[word] ?? 0) & lowest) !== 0;
  const inside = isTurned ? known.map((all, at) => all & ~(having[at] ?? 0)) : having;
  return (onlyHaving ? '1' : '0') + text(inside) + text(known);
}

function text(words: Uint32Array): string {
  let all = '';
  for (const word of words) all += String.fromCharCode(word & 0xffff, word >>> 16);
  return all;
}
