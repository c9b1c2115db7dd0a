// Runs a sequence over a case: walks the events in time order, asks the filters of the steps a segment at a time when the walk
// first comes to it, and moves the open starts along. First matches are found long before the last segment is read.

import { printFilter } from '../../../shared/filter/print-filter.ts';
import type { SequenceStep, SequenceTree } from '../../../shared/filter/sequence-tree.ts';
import { joinSpans, type Stretch } from '../../analysis/coverage.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { captureEnds } from '../capture-ends.ts';
import { compileFilter, type Program } from '../filter/compile.ts';
import { breathe } from '../question.ts';
import { countInSegment, type Selected } from '../selected.ts';
import { timeOrder } from '../time-order.ts';
import { FoundStarts } from './found-starts.ts';
import { JoinKeys } from './join-keys.ts';
import { OpenStarts } from './open-starts.ts';

/** How long a run may hold the event loop, in ms. */
const sliceMs = 10;
/** Events walked between two looks at the clock; one that fits a step counts as more, one with many join values as many. */
const workPerLook = 4096;
const workOfHit = 32;

/** A run under way or done. */
export type SequenceRun = {
  readonly found: FoundStarts;
  readonly keys: JoinKeys;
  readonly revision: number;
  /** Events of the case, and how many of them the walk is through. */
  readonly events: number;
  scanned: number;
  isDone: boolean;
};

/** What a run is told. */
export type RunOptions = {
  readonly zone: string;
  /** Starts count when one of their events is in it. */
  readonly selected: Selected;
  readonly isGivenUp: () => boolean;
};

/** Begins a run; `finished` tells whether it came to its end. */
export function beginSequence(
  caseFile: CaseFile,
  tree: SequenceTree,
  options: RunOptions,
): { readonly run: SequenceRun; readonly finished: Promise<boolean> } {
  const roles = [...tree.steps, ...given(tree.absent), ...given(tree.until)];
  const keys = new JoinKeys(caseFile, roles);
  const found = new FoundStarts(tree.steps.length, keys.width);
  const { length } = caseFile.columns;
  const run: SequenceRun = {
    found,
    keys,
    revision: caseFile.revision(),
    events: length,
    scanned: 0,
    isDone: false,
  };
  return { run, finished: walk(caseFile, tree, roles, run, options) };
}

function given(step: SequenceStep | undefined): readonly SequenceStep[] {
  return step === undefined ? [] : [step];
}

async function walk(
  caseFile: CaseFile,
  tree: SequenceTree,
  roles: readonly SequenceStep[],
  run: SequenceRun,
  { zone, selected, isGivenUp }: RunOptions,
): Promise<boolean> {
  const { found, keys, events: length } = run;
  const marks = new Marks(caseFile, roles, length, zone);
  const order = timeOrder(caseFile).ids;
  const stamps = caseFile.columns.segments('stamp');
  const stampOf = (event: number): number =>
    (stamps[(event - 1) >>> 16] as Float64Array)[(event - 1) & 0xffff] as number;
  const steps = tree.steps.length;
  const open = new OpenStarts(
    {
      steps,
      hasAbsent: tree.absent !== undefined,
      maxspanUs: tree.maxspanUs ?? Number.POSITIVE_INFINITY,
      width: keys.width,
      listening: listening(caseFile),
      stampOf,
      isWanted: wantedBy(selected),
    },
    found,
  );
  const last = steps - 1 + (tree.absent === undefined ? 0 : 1);
  const untilRole = tree.until === undefined ? -1 : last + 1;
  let sliceEnd = performance.now() + sliceMs;
  const isSliceOver = (): boolean => {
    const isOver = performance.now() >= sliceEnd;
    if (isOver) sliceEnd = performance.now() + sliceMs;
    return isOver;
  };

  /** Gives one event to the open starts; the later a step, the earlier it is asked, so that none takes the event twice. */
  const meet = (event: number, mark: number): number => {
    const stamp = stampOf(event);
    let work = workOfHit;
    for (let role = last; role >= 1; role--) {
      if ((mark & (1 << role)) === 0) continue;
      const count = keys.read(role, event);
      for (let at = 0; at < count; at++) {
        const key = open.find(keys.buffer, at * keys.width);
        if (key !== -1) open.advance(key, role, event, stamp);
      }
      work += count;
    }
    if (untilRole !== -1 && (mark & (1 << untilRole)) !== 0) {
      const count = keys.read(untilRole, event);
      for (let at = 0; at < count; at++) {
        const key = open.find(keys.buffer, at * keys.width);
        if (key !== -1) open.stop(key, stamp);
      }
      work += count;
    }
    if ((mark & 1) === 0) return work;
    const count = keys.read(0, event);
    for (let at = 0; at < count; at++) open.begin(keys.buffer, at * keys.width, event, stamp);
    return work + count;
  };

  let work = 0;
  for (let i = 0; i < length; i++) {
    const event = order === undefined ? i + 1 : (order[i] as number);
    if (event > length) continue;
    const position = event - 1;
    if (marks.isFilled[position >>> 16] === 0) {
      run.scanned = i;
      if (!(await marks.fill(position >>> 16, isGivenUp))) return false;
    }
    const mark = marks.of[position] as number;
    if (mark !== 0) {
      if (open.isTight() && !(await open.makeRoom(stampOf(event), isSliceOver, isGivenUp))) return false;
      work += meet(event, mark) + (keys.readsRecords ? workPerLook : 0);
    }
    work += 1;
    if (work < workPerLook) continue;
    work = 0;
    if (!isSliceOver()) continue;
    run.scanned = i;
    await breathe();
    if (isGivenUp()) return false;
  }
  if (!(await open.end(isSliceOver, isGivenUp))) return false;
  run.scanned = length;
  run.isDone = true;
  return true;
}

/** Which events fit which steps: a bit a role, filled a segment at a time. */
class Marks {
  readonly of: Uint16Array;
  readonly isFilled: Uint8Array;
  readonly #length: number;
  readonly #mask = new Uint8Array(segmentLength);
  /** Each different filter once, with the bits of the roles it stands in. */
  readonly #programs: readonly { readonly program: Program; readonly bits: number }[];

  constructor(caseFile: CaseFile, roles: readonly SequenceStep[], length: number, zone: string) {
    this.#length = length;
    this.of = new Uint16Array(length);
    this.isFilled = new Uint8Array(Math.ceil(length / segmentLength));
    const ends = captureEnds(caseFile);
    const context = { zone, captureFirst: ends.first, captureLast: ends.last };
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

  /** Asks all filters about a segment; false when given up. */
  async fill(segment: number, isGivenUp: () => boolean): Promise<boolean> {
    const count = countInSegment(this.#length, segment);
    const base = segment * segmentLength;
    const marks = this.of.subarray(base, base + count);
    for (const { program, bits } of this.#programs) {
      if (!(await program.fill(segment, 0, count, this.#mask, isGivenUp))) return false;
      markOnes(this.#mask, bits, marks);
    }
    this.isFilled[segment] = 1;
    return true;
  }
}

/** Adds bits where a mask is 1. */
function markOnes(mask: Uint8Array, bits: number, marks: Uint16Array): void {
  for (let i = 0; i < marks.length; i++) marks[i] = (marks[i] as number) | (-(mask[i] as number) & bits);
}

function wantedBy(selected: Selected): (events: Uint32Array, at: number, count: number) => boolean {
  if (selected.isAll) return () => true;
  return (events, at, count) => {
    for (let i = at; i < at + count; i++) if (selected.has(events[i] as number)) return true;
    return false;
  };
}

/** When the sources listened; without any stamp of a source, the span of the events. */
function listening(caseFile: CaseFile): readonly Stretch[] {
  // Few rows: a case has as many sources as files were read.
  const spans = caseFile.rows<Stretch>(
    'SELECT first_stamp AS "from", last_stamp AS "to" FROM source WHERE first_stamp IS NOT NULL AND last_stamp IS NOT NULL',
  );
  if (spans.length > 0) return joinSpans(spans);
  const { columns } = caseFile;
  return columns.length === 0 ? [] : [{ from: columns.value('stamp', 1), to: columns.value('stamp', columns.length) }];
}
