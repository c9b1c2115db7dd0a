// The transitive operators: follows links from where a trace begins, each place once, within bounds. Knows no case.

/** A place that was reached. */
type Reached<P> = { readonly place: P; readonly depth: number };

/** A link that was followed, from cause to effect. */
export type Followed<P, S> = { readonly from: P; readonly to: P; readonly step: S };

/** What a walk gives. */
export type Walk<P, S> = {
  /** By key, in the order of discovery. */
  readonly places: ReadonlyMap<string, P>;
  readonly links: readonly Followed<P, S>[];
  /** Steps of places that were looked at and not followed, by key of the place. */
  readonly left: ReadonlyMap<string, number>;
  /** Keys whose steps were looked at. */
  readonly looked: ReadonlySet<string>;
};

/** How far a walk goes. */
export type WalkBounds = { readonly depth: number; readonly places: number; readonly stepsOfOne: number };

/**
 * Walks from `start`. `steps` gives what one place leads to (in the direction of the walk); `isDrawn` says whether a step is
 * followed or only listed. A step back to a place that leads here (a ring, which wrong data can make) is not followed and gives no link.
 */
export function walk<P extends { readonly key: string }, S extends { readonly to: P }>(
  start: readonly P[],
  direction: 'causes' | 'consequences',
  steps: (place: P) => readonly S[],
  isDrawn: (step: S) => boolean,
  bounds: WalkBounds,
): Walk<P, S> & { readonly listed: readonly Followed<P, S>[] } {
  const places = new Map<string, P>(start.map((place) => [place.key, place]));
  const before = new Map<string, Set<string>>();
  const links: Followed<P, S>[] = [];
  const listed: Followed<P, S>[] = [];
  const left = new Map<string, number>();
  const looked = new Set<string>();
  const waiting: Reached<P>[] = start.map((place) => ({ place, depth: 0 }));
  for (let at = 0; at < waiting.length; at += 1) {
    const here = waiting[at];
    if (here === undefined || here.depth >= bounds.depth) continue;
    looked.add(here.place.key);
    let taken = 0;
    for (const step of steps(here.place)) {
      const isKnown = places.has(step.to.key);
      const follow =
        direction === 'causes' ? { from: step.to, to: here.place, step } : { from: here.place, to: step.to, step };
      if (!isDrawn(step)) {
        listed.push(follow);
        continue;
      }
      if (leads(before, step.to.key, here.place.key)) continue;
      if (taken >= bounds.stepsOfOne || (!isKnown && places.size >= bounds.places)) {
        left.set(here.place.key, (left.get(here.place.key) ?? 0) + 1);
        continue;
      }
      taken += 1;
      links.push(follow);
      const known = before.get(step.to.key);
      if (known === undefined) before.set(step.to.key, new Set([here.place.key]));
      else known.add(here.place.key);
      if (isKnown) continue;
      places.set(step.to.key, step.to);
      waiting.push({ place: step.to, depth: here.depth + 1 });
    }
  }
  return { places, links, left, looked, listed };
}

/** True when the walk came to `key` through `from`, or `from` is it: a step there would close a ring. */
function leads(before: ReadonlyMap<string, ReadonlySet<string>>, from: string, key: string): boolean {
  const seen = new Set<string>();
  const waiting = [key];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (here === from) return true;
    if (seen.has(here)) continue;
    seen.add(here);
    for (const next of before.get(here) ?? []) waiting.push(next);
  }
  return false;
}
