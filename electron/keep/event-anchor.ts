// Names an event by what it is instead of by its number: stamp, tag and a digest of its data, and the how-manieth of equal ones.
// That outlives rebuilding and importing again, in any order and from any format.
import { createHash } from 'node:crypto';
import type { Stamp } from '../../shared/base/stamp.ts';
import { canonicalText } from '../ingest/canonical.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';

/** An event by what it is. `stamp` is `null` where the record has none. */
export type EventAnchor = { readonly key: string; readonly tag: string; readonly stamp: Stamp | null };

/** The anchors of events of the case, by their numbers: one walk, however many they are. */
export function anchorsOf(caseFile: CaseFile, ids: readonly number[]): ReadonlyMap<number, EventAnchor> {
  const wanted = new Map(ids.map((id) => [id, { tag: caseFile.tag(id), stamp: stampOf(caseFile, id) }]));
  const anchors = new Map<number, EventAnchor>();
  for (const { id, key } of keysOf(caseFile, [...wanted.values()])) {
    const place = wanted.get(id);
    if (place !== undefined) anchors.set(id, { key, ...place });
  }
  return anchors;
}

/** The numbers that events have in this case now; those not in it are not in the result. */
export function findAnchored(caseFile: CaseFile, anchors: readonly EventAnchor[]): ReadonlyMap<string, number> {
  return new Map(Array.from(keysOf(caseFile, anchors), ({ id, key }) => [key, id]));
}

type Place = Pick<EventAnchor, 'tag' | 'stamp'>;

/** The keys of all events with one of those tags and stamps. */
function* keysOf(
  caseFile: CaseFile,
  places: readonly Place[],
): Generator<{ readonly id: number; readonly key: string }> {
  if (places.length === 0) return;
  const tags = new Set(places.map(({ stamp, tag }) => `${stamp} ${tag}`));
  for (const [stamp, ids] of candidates(caseFile, new Set(places.map((place) => place.stamp)))) {
    const seen = new Map<string, number>();
    for (const id of ids) {
      const tag = caseFile.tag(id);
      if (!tags.has(`${stamp} ${tag}`)) continue;
      const digest = digestOf(caseFile, id, tag, stamp);
      const nth = seen.get(digest) ?? 0;
      seen.set(digest, nth + 1);
      yield { id, key: `event:${digest}:${nth}` };
    }
  }
}

/** True when the number still stands for an event of that stamp and tag. */
export function isStill(caseFile: CaseFile, id: number, { tag, stamp }: EventAnchor): boolean {
  return id >= 1 && id <= caseFile.columns.length && stampOf(caseFile, id) === stamp && caseFile.tag(id) === tag;
}

function digestOf(caseFile: CaseFile, id: number, tag: string, stamp: Stamp | null): string {
  const hash = createHash('sha256');
  return hash
    .update(`${stamp}\n${JSON.stringify(tag)}\n${canonicalText(caseFile.event(id))}`)
    .digest('hex')
    .slice(0, 40);
}

function stampOf(caseFile: CaseFile, id: number): Stamp | null {
  const isStampless = (caseFile.columns.value('flags', id) & eventFlags.stampless) !== 0;
  return isStampless ? null : caseFile.columns.value('stamp', id);
}

/** Numbers of the events with those stamps (`null`: without one), rising: one walk over two columns. */
function candidates({ columns }: CaseFile, wanted: ReadonlySet<Stamp | null>): Map<Stamp | null, number[]> {
  const found = new Map<Stamp | null, number[]>();
  const stamps = columns.segments('stamp');
  const flags = columns.segments('flags');
  let id = 0;
  for (const [segment, some] of stamps.entries()) {
    const count = Math.min(some.length, columns.length - id);
    for (let at = 0; at < count; at++) {
      id += 1;
      const isStampless = ((flags[segment]?.[at] ?? 0) & eventFlags.stampless) !== 0;
      const stamp = isStampless ? null : (some[at] ?? 0);
      if (!wanted.has(stamp)) continue;
      const list = found.get(stamp);
      if (list === undefined) found.set(stamp, [id]);
      else list.push(id);
    }
  }
  return found;
}
