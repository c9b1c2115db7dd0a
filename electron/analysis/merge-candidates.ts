// Puts candidates together that are one thing: they share something (a job, an event, a time), directly or through others.
import type { Candidate } from './finding-draft.ts';

/** Sets that grow together (union-find with path halving). */
export class Unions {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, at) => at);
  }

  find(at: number): number {
    let here = at;
    for (;;) {
      const up = this.#parent[here] ?? here;
      if (up === here) return here;
      this.#parent[here] = this.#parent[up] ?? up;
      here = up;
    }
  }

  join(a: number, b: number): void {
    const [low, high] = [this.find(a), this.find(b)].toSorted((x, y) => x - y);
    if (low !== undefined && high !== undefined) this.#parent[high] = low;
  }
}

/** Items in groups: those that share a key are together, and so are those that are together with one of them. Order is kept. */
export function groupBySharedKeys<T>(items: readonly T[], keysOf: (item: T) => Iterable<string>): T[][] {
  const unions = new Unions(items.length);
  const firstWith = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    for (const key of keysOf(item)) {
      const first = firstWith.get(key);
      if (first === undefined) firstWith.set(key, at);
      else unions.join(first, at);
    }
  }
  return groupsOf(items, unions);
}

/** Items in groups: those whose spans overlap or follow each other within `within` µs. */
export function groupByTime<T extends { readonly first: number | null; readonly last: number | null }>(
  items: readonly T[],
  within: number,
): T[][] {
  const sorted = items.toSorted((a, b) => (a.first ?? 0) - (b.first ?? 0));
  const groups: T[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    const group = groups.at(-1);
    if (group !== undefined && (item.first ?? 0) <= end + within) group.push(item);
    else groups.push([item]);
    end = Math.max(end, item.last ?? item.first ?? 0);
  }
  return groups;
}

function groupsOf<T>(items: readonly T[], unions: Unions): T[][] {
  const groups = new Map<number, T[]>();
  for (const [at, item] of items.entries()) {
    const root = unions.find(at);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** What several candidates are about, together; sets and events in the order given. */
export function together(
  candidates: readonly Pick<Candidate, 'minions' | 'jids' | 'events' | 'first' | 'last'>[],
): Pick<Candidate, 'minions' | 'jids' | 'events' | 'first' | 'last'> {
  const times = candidates.flatMap(({ first, last }) => [first, last]).filter((time) => time !== null);
  return {
    minions: new Set(candidates.flatMap(({ minions }) => [...minions])),
    jids: new Set(candidates.flatMap(({ jids }) => [...jids])),
    events: [...new Set(candidates.flatMap(({ events }) => events))],
    first: times.length === 0 ? null : times.reduce((a, b) => Math.min(a, b)),
    last: times.length === 0 ? null : times.reduce((a, b) => Math.max(a, b)),
  };
}
