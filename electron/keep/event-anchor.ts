// Names an event by what it is instead of by its number: stamp, tag and a digest of its data, and the how-manieth of equal ones.
// That outlives rebuilding and importing again, in any order and from any format.
import { createHash } from 'node:crypto';
import type { Stamp } from '../../shared/base/stamp.ts';
import { canonicalText } from '../ingest/canonical.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';

/** An event by what it is. `stamp` is `null` where the record has none. */
export type EventAnchor = { readonly key: string; readonly tag: string; readonly stamp: Stamp | null };

/** The anchor of an event of the case. */
export function anchorOf(caseFile: CaseFile, id: number): EventAnchor {
  const tag = caseFile.tag(id);
  const stamp = stampOf(caseFile, id);
  const own = digestOf(caseFile, id, tag, stamp);
  const equals = candidates(caseFile, new Set([stamp]))
    .get(stamp)
    ?.filter((other) => other < id && caseFile.tag(other) === tag && digestOf(caseFile, other, tag, stamp) === own);
  return { key: keyOf(own, equals?.length ?? 0), tag, stamp };
}

/** The numbers that events have in this case now; those not in it are not in the result. */
export function findAnchored(caseFile: CaseFile, anchors: readonly EventAnchor[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (anchors.length === 0) return found;
  const ids = candidates(caseFile, new Set(anchors.map(({ stamp }) => stamp)));
  const tags = new Set(anchors.map(({ stamp, tag }) => `${stamp} ${tag}`));
  for (const [stamp, some] of ids) {
    const seen = new Map<string, number>();
    for (const id of some) {
      const tag = caseFile.tag(id);
      if (!tags.has(`${stamp} ${tag}`)) continue;
      const digest = digestOf(caseFile, id, tag, stamp);
      const nth = seen.get(digest) ?? 0;
      seen.set(digest, nth + 1);
      found.set(keyOf(digest, nth), id);
    }
  }
  return found;
}

/** True when the number still stands for an event of that stamp and tag. */
export function isStill(caseFile: CaseFile, id: number, { tag, stamp }: EventAnchor): boolean {
  return id >= 1 && id <= caseFile.columns.length && stampOf(caseFile, id) === stamp && caseFile.tag(id) === tag;
}

function keyOf(digest: string, nth: number): string {
  return `event:${digest}:${nth}`;
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
