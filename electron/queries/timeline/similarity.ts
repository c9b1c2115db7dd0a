// Puts lanes that fail at the same times beside each other: each lane becomes 64 bits (failed in that part of the time or not), and
// from one pattern the next is always the nearest one left.
import type { Span } from '../../../shared/questions/questions.ts';
import { outcomeBit } from '../../../shared/salt/job-outcome.ts';
import { isFailedMark, type LaneFacts } from './lane-facts.ts';
import type { LaneIndex } from './lane-index.ts';

const parts = 64;
/** Different patterns that are walked from one to the nearest; the work grows with the square. The rest stands by its bits. */
const mostWalked = 2_000;
const missing = outcomeBit('missing');

/** The place of each lane (same order as `facts`) by similarity; lanes without a failure share the last place. */
export function similarityPlaces(
  index: LaneIndex,
  facts: readonly LaneFacts[],
  extent: Span,
  stampOf: (rank: number) => number,
): number[] {
  const keys = facts.map((lane) => patternOf(index, lane, extent, stampOf));
  const patterns = [...new Set(keys)].filter((key) => key !== 0n);
  // Many failures first, then early ones, so that the walk begins where most is to be seen.
  patterns.sort((a, b) => ones(b) - ones(a) || (a > b ? -1 : 1));
  const walked = walk(patterns.slice(0, mostWalked));
  const places = new Map([...walked, ...patterns.slice(mostWalked)].map((pattern, at) => [pattern, at]));
  return keys.map((key) => places.get(key) ?? patterns.length);
}

/** Bit 63 is the first part of the time. */
function patternOf(index: LaneIndex, lane: LaneFacts, extent: Span, stampOf: (rank: number) => number): bigint {
  if (lane.failures === 0) return 0n;
  const { marks, ranks, open, openStarts } = index;
  const width = Math.max(1, extent.to - extent.from) / parts;
  const partsHit = new Uint8Array(parts);
  const mark = (stamp: number): void => {
    partsHit[Math.min(parts - 1, Math.max(0, Math.floor((stamp - extent.from) / width)))] = 1;
  };
  for (let entry = lane.low; entry < lane.high; entry += 1) {
    if (isFailedMark(marks[entry] ?? 0)) mark(stampOf(ranks[entry] ?? 0));
  }
  for (let bar = openStarts[lane.lane] ?? 0; bar < (openStarts[lane.lane + 1] ?? 0); bar += 1) {
    const begin = open.from[bar] ?? 0;
    if (open.outcome[bar] === missing && begin >= extent.from && begin < extent.to) mark(begin);
  }
  return BigInt(`0b${partsHit.join('')}`);
}

function walk(patterns: readonly bigint[]): bigint[] {
  const high = Uint32Array.from(patterns, (pattern) => Number(pattern >> 32n));
  const low = Uint32Array.from(patterns, (pattern) => Number(pattern & 0xffffffffn));
  const isUsed = new Uint8Array(patterns.length);
  const order: bigint[] = [];
  let here = 0;
  while (order.length < patterns.length) {
    order.push(patterns[here] as bigint);
    isUsed[here] = 1;
    let nearest = -1;
    let least = parts + 1;
    for (let at = 0; at < patterns.length; at += 1) {
      if (isUsed[at] === 1) continue;
      const distance = bitCount((high[here] ?? 0) ^ (high[at] ?? 0)) + bitCount((low[here] ?? 0) ^ (low[at] ?? 0));
      if (distance >= least) continue;
      least = distance;
      nearest = at;
    }
    here = nearest;
  }
  return order;
}

function ones(pattern: bigint): number {
  return bitCount(Number(pattern >> 32n)) + bitCount(Number(pattern & 0xffffffffn));
}

/** Ones in 32 bits. */
function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
