// Runs a sequence over a case: takes the events that fit its steps in time order and moves the open starts along. First matches are
// found long before the last segment is read.

import type { SequenceStep, SequenceTree } from '../../../shared/filter/sequence-tree.ts';
import { joinSpans, type Stretch } from '../../analysis/coverage.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { captureEnds } from '../capture-ends.ts';
import { breathe } from '../question.ts';
import type { Selected } from '../selected.ts';
import { FoundStarts } from './found-starts.ts';
import { Hits } from './hits.ts';
import { JoinKeys } from './join-keys.ts';
import { OpenStarts } from './open-starts.ts';

/** How long a run may hold the event loop, in ms. */
const sliceMs = 10;
/** Join values looked up between two looks at the clock. */
const workPerLook = 512;

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
  const ends = captureEnds(caseFile);
  const hits = new Hits(caseFile, roles, { zone, captureFirst: ends.first, captureLast: ends.last });
  const stamps = caseFile.columns.segments('stamp');
  const stampOf = (event: number): number => stamps[(event - 1) >>> 16]?.[(event - 1) & 0xffff] ?? 0;
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
    let work = 1;
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

  for (;;) {
    const batch = await hits.next(isGivenUp);
    if (batch === 'given-up') return false;
    if (batch === undefined) break;
    let work = workPerLook;
    for (let i = 0; i <= batch.ids.length; i++) {
      if (work >= workPerLook) {
        work = 0;
        if (isSliceOver()) {
          await breathe();
          if (isGivenUp()) return false;
        }
      }
      const event = batch.ids[i];
      if (event === undefined) break;
      if (open.isTight() && !(await open.makeRoom(stampOf(event), isSliceOver, isGivenUp))) return false;
      work += meet(event, batch.marks[i] ?? 0) + (keys.readsRecords ? workPerLook : 0);
    }
    run.scanned = hits.scanned;
  }
  if (!(await open.end(isSliceOver, isGivenUp))) return false;
  run.scanned = length;
  run.isDone = true;
  return true;
}

function wantedBy(selected: Selected): (events: Uint32Array, at: number, count: number) => boolean {
  if (selected.isAll) return () => true;
  return (events, at, count) => {
    for (let i = at; i < at + count; i++) if (selected.has(events[i] ?? 0)) return true;
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
