// The events that fit any step of a sequence, in time order and piece by piece: segments are asked by the least stamp in them, and what
// is surely before the next segment is handed on. Few events fit most sequences, so that what is paid for is only these.
import { printFilter } from '../../../shared/filter/print-filter.ts';
import type { SequenceStep } from '../../../shared/filter/sequence-tree.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { compileFilter, type Program } from '../filter/compile.ts';
import { countInSegment } from '../selected.ts';
import { sortIds } from './sort-ids.ts';

/** Events in time order, and for each a bit a step it fits. */
export type HitBatch = { readonly ids: Uint32Array; readonly marks: Uint8Array };

/** Hits of a segment that were not handed on yet, in order of arrival. */
type Waiting = { readonly segment: number; ids: Uint32Array; stamps: Float64Array; marks: Uint8Array };

/** Reads the hits of one run. */
export class Hits {
  /** Events of the segments asked so far. */
  scanned = 0;
  readonly #length: number;
  readonly #stamps: readonly Float64Array[];
  /** Segments by their least stamp, and these. */
  readonly #order: readonly number[];
  readonly #least: readonly number[];
  readonly #mask = new Uint8Array(segmentLength);
  readonly #marks = new Uint8Array(segmentLength);
  readonly #scratch = {
    ids: new Uint32Array(segmentLength),
    stamps: new Float64Array(segmentLength),
    marks: new Uint8Array(segmentLength),
  };
  /** Each different filter once, with the bits of the roles it stands in. */
  readonly #programs: readonly { readonly program: Program; readonly bits: number }[];
  #waiting: Waiting[] = [];
  #next = 0;

  constructor(caseFile: CaseFile, roles: readonly SequenceStep[], context: TimeContext) {
    this.#length = caseFile.columns.length;
    this.#stamps = caseFile.columns.segments('stamp');
    this.#least = leastStamps(caseFile);
    const count = this.#least.length;
    const least = (segment: number): number => this.#least[segment] ?? 0;
    this.#order = Array.from({ length: count }, (_, segment) => segment).sort((a, b) => least(a) - least(b) || a - b);
    const bitsOf = new Map<string, { readonly role: SequenceStep; readonly bits: number }>();
    for (const [index, role] of roles.entries()) {
      const text = printFilter(role.filter);
      bitsOf.set(text, { role, bits: (bitsOf.get(text)?.bits ?? 0) | (1 << index) });
    }
    this.#programs = [...bitsOf.values()].map(({ role, bits }) => ({
      program: compileFilter(role.filter, caseFile, context),
      bits,
    }));
  }

  /** The next events, perhaps none; `undefined` behind the last, `'given-up'` when nobody waits any more. */
  async next(isGivenUp: () => boolean): Promise<HitBatch | undefined | 'given-up'> {
    const segment = this.#order[this.#next];
    if (segment === undefined) return undefined;
    if (!(await this.#ask(segment, isGivenUp))) return 'given-up';
    this.#next += 1;
    const following = this.#order[this.#next];
    return this.#take(following === undefined ? Number.POSITIVE_INFINITY : (this.#least[following] ?? 0));
  }

  /** Asks all filters about a segment; false when given up. */
  async #ask(segment: number, isGivenUp: () => boolean): Promise<boolean> {
    const count = countInSegment(this.#length, segment);
    const words = new Uint32Array(this.#marks.buffer);
    words.fill(0);
    const maskWords = new Uint32Array(this.#mask.buffer);
    for (const { program, bits } of this.#programs) {
      if (!(await program.fill(segment, 0, count, this.#mask, isGivenUp))) return false;
      // Four events at once: a mask holds 0 or 1, so that no byte of the product runs over.
      for (let i = 0; i < words.length; i++) {
        const word = maskWords[i] ?? 0;
        if (word !== 0) words[i] = (words[i] ?? 0) | Math.imul(word, bits);
      }
    }
    this.#marks.fill(0, count);
    this.#collect(segment, words);
    this.scanned += count;
    return true;
  }

  #collect(segment: number, words: Uint32Array): void {
    const marks = this.#marks;
    const { ids, stamps, marks: own } = this.#scratch;
    const column = this.#stamps[segment];
    const base = segment * segmentLength + 1;
    let put = 0;
    for (let i = 0; i < words.length; i++) {
      if (words[i] === 0) continue;
      for (let at = i * 4; at < i * 4 + 4; at++) {
        if (marks[at] === 0) continue;
        ids[put] = base + at;
        stamps[put] = column?.[at] ?? 0;
        own[put] = marks[at] ?? 0;
        put += 1;
      }
    }
    if (put === 0) return;
    this.#waiting.push({ segment, ids: ids.slice(0, put), stamps: stamps.slice(0, put), marks: own.slice(0, put) });
    this.#waiting.sort((a, b) => a.segment - b.segment);
  }

  /** Takes out the hits before a stamp, in time order; equal stamps in order of arrival. */
  #take(before: number): HitBatch {
    const counts = this.#waiting.map(({ stamps }) => countBelow(stamps, before));
    const total = counts.reduce((sum, count) => sum + count, 0);
    const ids = new Uint32Array(total);
    const stamps = new Float64Array(total);
    const places = new Uint32Array(total);
    const marks = new Uint8Array(total);
    let put = 0;
    for (const [index, waiting] of this.#waiting.entries()) {
      const rest = waiting.ids.length - (counts[index] ?? 0);
      const left = { ids: new Uint32Array(rest), stamps: new Float64Array(rest), marks: new Uint8Array(rest) };
      let kept = 0;
      for (let at = 0; at < waiting.ids.length; at++) {
        const stamp = waiting.stamps[at] ?? 0;
        if (stamp < before) {
          ids[put] = waiting.ids[at] ?? 0;
          stamps[put] = stamp;
          marks[put] = waiting.marks[at] ?? 0;
          places[put] = put;
          put += 1;
        } else {
          left.ids[kept] = waiting.ids[at] ?? 0;
          left.stamps[kept] = stamp;
          left.marks[kept] = waiting.marks[at] ?? 0;
          kept += 1;
        }
      }
      Object.assign(waiting, left);
    }
    this.#waiting = this.#waiting.filter((waiting) => waiting.ids.length > 0);
    if (isRising(stamps)) return { ids, marks };
    const order = sortIds(stamps, places);
    return { ids: order.map((at) => ids[at] ?? 0), marks: Uint8Array.from(order, (at) => marks[at] ?? 0) };
  }
}

const keptLeast = new WeakMap<CaseFile, { readonly revision: number; readonly least: readonly number[] }>();

/** The least stamp of every segment. */
function leastStamps(caseFile: CaseFile): readonly number[] {
  const revision = caseFile.revision();
  const known = keptLeast.get(caseFile);
  if (known?.revision === revision) return known.least;
  const { length } = caseFile.columns;
  const least = caseFile.columns
    .segments('stamp')
    .slice(0, Math.ceil(length / segmentLength))
    .map((stamps, segment) => leastOf(stamps, countInSegment(length, segment)));
  keptLeast.set(caseFile, { revision, least });
  return least;
}

function leastOf(stamps: Float64Array, count: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) least = Math.min(least, stamps[i] ?? least);
  return least;
}

function countBelow(stamps: Float64Array, before: number): number {
  if (before === Number.POSITIVE_INFINITY) return stamps.length;
  let count = 0;
  for (let i = 0; i < stamps.length; i++) if ((stamps[i] ?? 0) < before) count += 1;
  return count;
}

function isRising(stamps: Float64Array): boolean {
  for (let i = 1; i < stamps.length; i++) if ((stamps[i] ?? 0) < (stamps[i - 1] ?? 0)) return false;
  return true;
}
