// Runs of sequences, shared by all questions that ask for the same at the same revision: the window asks again and again while one
// goes on, and pages through what it found. A run nobody asks for any more is given up.
import { setTimeout as sleep } from 'node:timers/promises';
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';
import { parseSequence } from '../../../shared/filter/parse-sequence.ts';
import { printSequence } from '../../../shared/filter/print-sequence.ts';
import type { SequenceTree } from '../../../shared/filter/sequence-tree.ts';
import type { SequenceAsked, SequenceCounts } from '../../../shared/questions/sequence.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { cancelled, type QuestionContext } from '../question.ts';
import { selectEvents } from '../selection.ts';
import { beginSequence, type SequenceRun } from './run-sequence.ts';

/** Runs kept a case; up to some 30 MB each. */
const keptRuns = 3;
/** How long a run goes on while no question waits for it, in ms: the window asks every second. */
const patienceMs = 4000;
/** How often a question that waits looks whether it was cancelled, in ms. */
const lookEveryMs = 10;

type Entry = {
  readonly run: SequenceRun;
  /** Resolves when the run ended, however it ended. */
  readonly ended: Promise<void>;
  readonly waiting: Set<() => boolean>;
  askedAt: number;
  hasEnded: boolean;
  fault: unknown;
};

/** A run and the sequence it is of. */
export type AskedRun = { readonly tree: SequenceTree; readonly run: SequenceRun };

const entries = new WeakMap<CaseFile, Map<string, Entry>>();

/** The run of a sequence over a selection, done or as far as it came in the time given. */
export async function askRun(
  caseFile: CaseFile,
  asked: SequenceAsked,
  context: QuestionContext,
): Promise<Outcome<AskedRun>> {
  const parsed = parseSequence(asked.sequence);
  if (!parsed.ok) {
    const { message, position, suggestions } = parsed;
    return failed({ code: 'sequence-malformed', message, position, suggestions });
  }
  const selected = await selectEvents(caseFile, asked, context);
  if (!selected.ok) return selected;
  const { tree } = parsed;
  const revision = caseFile.revision();
  const key = JSON.stringify([printSequence(tree), asked.filter, asked.span ?? null, context.zone, revision]);
  const ofCase = entries.get(caseFile) ?? new Map<string, Entry>();
  entries.set(caseFile, ofCase);
  const known = ofCase.get(key);
  const isUsable = known !== undefined && (known.run.isDone || !known.hasEnded);
  const entry = isUsable ? known : begin(caseFile, tree, context.zone, selected.value);
  ofCase.delete(key);
  ofCase.set(key, entry);
  for (const old of [...ofCase.keys()].slice(0, -keptRuns)) ofCase.delete(old);
  await wait(entry, asked.waitMs, context);
  if (context.isCancelled()) return cancelled();
  if (entry.fault !== undefined) {
    ofCase.delete(key);
    throw entry.fault;
  }
  // Given up by all who waited before, just as this question came.
  if (entry.hasEnded && !entry.run.isDone) return askRun(caseFile, asked, context);
  return done({ tree, run: entry.run });
}

function begin(
  caseFile: CaseFile,
  tree: SequenceTree,
  zone: string,
  selected: Parameters<typeof beginSequence>[2]['selected'],
): Entry {
  const waiting = new Set<() => boolean>();
  const isGivenUp = (): boolean => {
    if ([...waiting].some((isCancelled) => !isCancelled())) return false;
    // The last question was cancelled: nobody will ask again. It was answered in part: somebody will, soon.
    return waiting.size > 0 || performance.now() - entry.askedAt > patienceMs;
  };
  const { run, finished } = beginSequence(caseFile, tree, { zone, selected, isGivenUp });
  const ended = finished.then(
    () => {
      entry.hasEnded = true;
    },
    (fault: unknown) => {
      entry.hasEnded = true;
      entry.fault = fault;
    },
  );
  const entry: Entry = { run, ended, waiting, askedAt: performance.now(), hasEnded: false, fault: undefined };
  return entry;
}

/** Waits until the run has ended, the time is over or the question is cancelled. */
async function wait(entry: Entry, waitMs: number, { isCancelled }: QuestionContext): Promise<void> {
  entry.waiting.add(isCancelled);
  const end = performance.now() + waitMs;
  while (!entry.hasEnded && !isCancelled() && performance.now() < end) {
    await Promise.race([entry.ended, sleep(Math.min(lookEveryMs, end - performance.now()))]);
  }
  entry.askedAt = performance.now();
  entry.waiting.delete(isCancelled);
}

/** The counts of a run. */
export function runCounts({ found, isDone, scanned, events, revision }: SequenceRun): SequenceCounts {
  const [matched = 0, unmatched = 0, unknown = 0] = found.counts;
  const { kept, unfollowed } = found;
  return { matched, unmatched, unknown, unfollowed, kept, isDone, scanned, events, revision };
}
