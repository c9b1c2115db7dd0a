// Which steps of a sequence each event fits, a segment at a time: a byte of bits an event, so that most events are passed by four at once.
import { printFilter } from '../../../shared/filter/print-filter.ts';
import type { SequenceStep } from '../../../shared/filter/sequence-tree.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { compileFilter, type Program } from '../filter/compile.ts';
import { countInSegment } from '../selected.ts';

/** The bit of a mark that all roles share that have none of their own. */
export const lastBit = 7;

/** The bit that stands for a role (a step, `![…]`, `until`) in a mark; 0 is that of the first step alone. */
export function bitOf(role: number): number {
  return Math.min(role, lastBit);
}

/** Each different filter once, and the roles it stands in. */
type Asked = { readonly program: Program; bits: number; readonly late: number[] };

/** The marks of one run. */
export class Marks {
  /** True when raw records have to be read. */
  readonly readsRecords: boolean;
  /** Events of the segments asked so far. */
  asked = 0;
  readonly #length: number;
  readonly #asked: readonly Asked[];
  readonly #mask = new Uint8Array(segmentLength);
  readonly #segments: (Uint8Array<ArrayBuffer> | undefined)[] = [];
  readonly #words: (Uint32Array | undefined)[] = [];
  /** By role from `lastBit` on, where these are several: their own masks. */
  readonly #late: (Uint8Array | undefined)[][];
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  constructor(caseFile: CaseFile, roles: readonly SequenceStep[], context: TimeContext) {
    this.#length = caseFile.columns.length;
    this.#late = roles.length > lastBit + 1 ? roles.slice(lastBit).map(() => emptyList(this.#length)) : [];
    const asked = new Map<string, Asked>();
    for (const [index, role] of roles.entries()) {
      const text = printFilter(role.filter);
      const known = asked.get(text) ?? { program: compileFilter(role.filter, caseFile, context), bits: 0, late: [] };
      asked.set(text, known);
      known.bits |= 1 << bitOf(index);
      if (this.#late.length > 0 && index >= lastBit) known.late.push(index - lastBit);
    }
    this.#asked = [...asked.values()];
    this.readsRecords = this.#asked.some(({ program }) => program.readsRecords);
  }

  /** Asks the filters about a segment that was not asked yet; false when given up. */
  async ask(segment: number, isGivenUp: () => boolean): Promise<boolean> {
    if (this.#segments[segment] !== undefined) return true;
    const count = countInSegment(this.#length, segment);
    const marks = this.#spare.pop() ?? new Uint8Array(segmentLength);
    const words = new Uint32Array(marks.buffer);
    words.fill(0);
    const maskWords = new Uint32Array(this.#mask.buffer);
    for (const { program, bits, late } of this.#asked) {
      if (!(await program.fill(segment, 0, count, this.#mask, isGivenUp))) return false;
      for (const role of late) this.#late[role]?.splice(segment, 1, this.#mask.slice(0, count));
      // Four events at once: a mask holds 0 or 1, so that no byte of the product runs over.
      for (let i = 0; i < words.length; i++) words[i] = (words[i] ?? 0) | Math.imul(maskWords[i] ?? 0, bits);
    }
    marks.fill(0, count);
    this.#segments[segment] = marks;
    this.#words[segment] = words;
    this.asked += count;
    return true;
  }

  /** The marks of a segment that was asked; 0 behind its last event. */
  of(segment: number): Uint8Array<ArrayBuffer> {
    return this.#segments[segment] ?? noMarks;
  }

  /** The same, those of four events an element. */
  wordsOf(segment: number): Uint32Array {
    return this.#words[segment] ?? noWords;
  }

  /** Whether an event, whose mark is known, fits a role. */
  fits(role: number, event: number, mark: number): boolean {
    if ((mark & (1 << bitOf(role))) === 0) return false;
    if (role < lastBit || this.#late.length === 0) return true;
    return this.#late[role - lastBit]?.[(event - 1) >>> 16]?.[(event - 1) & 0xffff] === 1;
  }

  /** Forgets a segment that nobody will ask about again. */
  forget(segment: number): void {
    const marks = this.#segments[segment];
    if (marks === undefined) return;
    this.#spare.push(marks);
    this.#segments[segment] = undefined;
    this.#words[segment] = undefined;
    for (const masks of this.#late) masks[segment] = undefined;
  }
}

const noMarks = new Uint8Array(segmentLength);
const noWords = new Uint32Array(noMarks.buffer);

/** A place for each segment. */
function emptyList(length: number): undefined[] {
  return Array.from({ length: Math.ceil(length / segmentLength) }, () => undefined);
}
