// Finds the events a case had before a source was begun, by stamp and tag. Built bit by bit, only for the parts of the
// case whose time the source touches: a source of another time pays next to nothing.
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags, segmentLength } from '../store/columns/column-defs.ts';

/** What a tag is made of, as ids of the case's dictionaries. Equal data has equal parts, whatever the format. */
export type TagIds = { readonly shape: number; readonly jid: number; readonly minion: number };

/** The events known before a source was begun. */
export type KnownEvents = {
  /** Number of events; their ids are 1 … count. */
  readonly count: number;
  /** Ids of the events with that stamp and tag, rising. */
  readonly withStamp: (stamp: number, tag: TagIds) => number[];
  /** Ids of the events without a stamp and with that tag, rising. */
  readonly withoutStamp: (tag: TagIds) => readonly number[];
};

/** Chains of positions with the same hash, for one segment. */
type SegmentIndex = { readonly heads: Int32Array; readonly next: Int32Array };

type Segment = { readonly first: number; readonly length: number; readonly from: number; readonly to: number };

const slots = segmentLength * 2;
const none: readonly number[] = [];

/** The events that are committed now. */
export function knownEvents({ columns }: CaseFile): KnownEvents {
  const count = columns.length;
  const stamps = columns.segments('stamp');
  const shapes = columns.segments('shape');
  const jids = columns.segments('jid');
  const minions = columns.segments('minion');
  const flags = columns.segments('flags');
  const segments: Segment[] = [];
  const indexes: (SegmentIndex | undefined)[] = [];
  let stampless: Map<string, number[]> | undefined;

  for (let first = 0; first < count; first += segmentLength) {
    const length = Math.min(segmentLength, count - first);
    const [from, to] = range(stamps[segments.length], length);
    segments.push({ first, length, from, to });
  }

  function index(number: number, length: number): SegmentIndex {
    const known = indexes[number];
    if (known !== undefined) return known;
    const heads = new Int32Array(slots).fill(-1);
    const next = new Int32Array(length);
    // Backwards, so that the chains rise.
    for (let at = length - 1; at >= 0; at -= 1) {
      const slot = hash(
        stamps[number]?.[at] ?? 0,
        shapes[number]?.[at] ?? 0,
        jids[number]?.[at] ?? 0,
        minions[number]?.[at] ?? 0,
      );
      next[at] = heads[slot] ?? -1;
      heads[slot] = at;
    }
    const made = { heads, next };
    indexes[number] = made;
    return made;
  }

  function withStamp(stamp: number, { shape, jid, minion }: TagIds): number[] {
    const ids: number[] = [];
    const slot = hash(stamp, shape, jid, minion);
    for (const [number, { first, length, from, to }] of segments.entries()) {
      if (stamp < from || stamp > to) continue;
      const { heads, next } = index(number, length);
      for (let at = heads[slot] ?? -1; at !== -1; at = next[at] ?? -1) {
        const isSame =
          stamps[number]?.[at] === stamp &&
          shapes[number]?.[at] === shape &&
          jids[number]?.[at] === jid &&
          minions[number]?.[at] === minion &&
          ((flags[number]?.[at] ?? 0) & eventFlags.stampless) === 0;
        if (isSame) ids.push(first + at + 1);
      }
    }
    return ids;
  }

  function withoutStamp(tag: TagIds): readonly number[] {
    stampless ??= indexStampless();
    return stampless.get(tagKey(tag)) ?? none;
  }

  function indexStampless(): Map<string, number[]> {
    const all = new Map<string, number[]>();
    for (const [number, { first, length }] of segments.entries()) {
      for (let at = 0; at < length; at += 1) {
        if (((flags[number]?.[at] ?? 0) & eventFlags.stampless) === 0) continue;
        const shape = shapes[number]?.[at] ?? 0;
        const key = tagKey({ shape, jid: jids[number]?.[at] ?? 0, minion: minions[number]?.[at] ?? 0 });
        const ids = all.get(key);
        if (ids === undefined) all.set(key, [first + at + 1]);
        else ids.push(first + at + 1);
      }
    }
    return all;
  }

  return { count, withStamp, withoutStamp };
}

/** A tag as the key of a map. */
export function tagKey({ shape, jid, minion }: TagIds): string {
  return `${shape},${jid},${minion}`;
}

function range(stamps: Float64Array | undefined, length: number): [number, number] {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < length; at += 1) {
    const stamp = stamps?.[at] ?? 0;
    if (stamp < from) from = stamp;
    if (stamp > to) to = stamp;
  }
  return [from, to];
}

function hash(stamp: number, shape: number, jid: number, minion: number): number {
  let h = Math.imul((stamp % 4_294_967_296) | 0, 0x9e3779b1);
  h = Math.imul(h ^ shape ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ jid ^ (h >>> 13), 0xc2b2ae35);
  h = Math.imul(h ^ minion ^ (h >>> 16), 0x27d4eb2f);
  return (h ^ (h >>> 15)) & (slots - 1);
}
