// Runs a sequence over a case: takes the events that fit its steps, in time order or job by job, and moves the open starts along.

import type { SequenceStep, SequenceTree } from '../../../shared/filter/sequence-tree.ts';
import { joinSpans, type Stretch } from '../../analysis/coverage.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { captureEnds } from '../capture-ends.ts';
import type { Selected } from '../selected.ts';
import { Awaited } from './awaited.ts';
import { FoundStarts } from './found-starts.ts';
import { JoinKeys } from './join-keys.ts';
import { Marks } from './marks.ts';
import { OpenStarts } from './open-starts.ts';
import { Walk } from './walk.ts';
import { walkByJob } from './walk-by-job.ts';
import { walkInTime } from './walk-in-time.ts';

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
  const ends = captureEnds(caseFile);
  const marks = new Marks(caseFile, roles, {
    zone: options.zone,
    captureFirst: ends.first,
    captureLast: ends.last,
  });
  const keys = new JoinKeys(caseFile, roles, !marks.readsRecords);
  const found = new FoundStarts(tree.steps.length, keys.fields);
  const run: SequenceRun = {
    found,
    keys,
    revision: caseFile.revision(),
    events: caseFile.columns.length,
    scanned: 0,
    isDone: false,
  };
  return { run, finished: walkAll(caseFile, tree, marks, run, options) };
}

function given(step: SequenceStep | undefined): readonly SequenceStep[] {
  return step === undefined ? [] : [step];
}

async function walkAll(
  caseFile: CaseFile,
  tree: SequenceTree,
  marks: Marks,
  run: SequenceRun,
  { selected, isGivenUp }: RunOptions,
): Promise<boolean> {
  const { found, keys, events } = run;
  const stamps = caseFile.columns.segments('stamp');
  const moving = tree.steps.length + (tree.absent === undefined ? 0 : 1);
  const untilRole = tree.until === undefined ? -1 : moving;
  const awaited = new Awaited(keys.columns(caseFile), untilRole);
  let group = 0;
  const open = new OpenStarts(
    {
      steps: tree.steps.length,
      hasAbsent: tree.absent !== undefined,
      maxspanUs: tree.maxspanUs ?? Number.POSITIVE_INFINITY,
      width: keys.width,
      tuple: (table, key) => keys.whole(table, key, group),
      awaited,
      listening: listening(caseFile),
      stampOf: (event) => stamps[(event - 1) >>> 16]?.[(event - 1) & 0xffff] ?? 0,
      isWanted: wantedBy(selected),
    },
    found,
  );
  const walk = new Walk(caseFile, { marks, keys, open, awaited, isGivenUp, moving, untilRole });
  const onShare = (share: number): void => {
    run.scanned = Math.floor(events * share);
  };
  const onJob = (jid: number): void => {
    group = jid;
  };
  const isByJob = keys.groupField !== -1;
  const ended = await (isByJob ? walkByJob(caseFile, walk, { onShare, onJob }) : walkInTime(caseFile, walk, onShare));
  if (!ended) return false;
  run.scanned = events;
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
