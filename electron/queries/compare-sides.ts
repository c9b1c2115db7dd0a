// The question compare.sides: two jobs, or the returns of two selections, beside each other.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { CompareSide, SideFacts } from '../../shared/questions/compare.ts';
import { type JobOutcome, outcomesOf } from '../../shared/salt/job-outcome.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { compareRuns, type Run, type RunState } from '../analysis/compare-runs.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import { minionName } from './minion-row.ts';
import { cancelled, type Question, type QuestionContext, slicer } from './question.ts';
import { countInSegment, type Selected } from './selected.ts';
import { selectEvents } from './selection.ts';
import { type StoredState, stateNames, storedRole } from './state-row.ts';
import { unknownJob } from './unknown-job.ts';

type Side = { readonly facts: SideFacts; readonly run: Run };

/** Answers `compare.sides`. */
export const compareSides: Question<'compare.sides'> = async (caseFile, body, context) => {
  const a = await readSide(caseFile, body.a, context);
  if (!a.ok) return a;
  const b = await readSide(caseFile, body.b, context);
  if (!b.ok) return b;
  return done({ a: a.value.facts, b: b.value.facts, ...compareRuns(a.value.run, b.value.run) });
};

/** A minion's part in a side: its outcome, its return and how long it took. */
type Part = {
  readonly minion: number;
  readonly outcome: number;
  readonly event: number | null;
  readonly durationUs: number | null;
};

async function readSide(caseFile: CaseFile, side: CompareSide, context: QuestionContext): Promise<Outcome<Side>> {
  const jid = 'jid' in side ? side.jid : null;
  const job = jid === null ? 0 : caseFile.dictionary('jid').id(jid);
  if (jid !== null && (job === 0 || caseFile.rows('SELECT jid FROM job WHERE jid = :job', { job }).length === 0)) {
    return unknownJob(jid);
  }
  const selection = 'jid' in side ? { filter: `jid:"${side.jid}"` } : side.selection;
  const selected = await selectEvents(caseFile, selection, context);
  if (!selected.ok) return selected;
  const seen = await lookOver(caseFile, selected.value, context.isCancelled);
  if (seen === undefined) return cancelled();
  const parts = jid === null ? seen.parts : partsOfJob(caseFile, job);
  const rest = slicer(25);
  const states = new Map<string, RunState>();
  const minions = new Map<string, JobOutcome>();
  const tookMs = new Map<string, number>();
  for (const { minion: id, outcome, event, durationUs } of parts) {
    await rest();
    if (context.isCancelled()) return cancelled();
    const minion = minionName(caseFile, id);
    const [word] = outcomesOf(outcome);
    if (word !== undefined) minions.set(minion, word);
    if (durationUs !== null) tookMs.set(minion, durationUs / 1000);
    if (event === null) continue;
    for (const [key, state] of statesOf(caseFile, minion, event)) states.set(key, state);
  }
  const { first, last, tags } = seen;
  return done({
    facts: { jid, events: selected.value.count, minions: minions.size, first, last },
    run: { minions, tookMs, states: [...states.values()], tags },
  });
}

function partsOfJob(caseFile: CaseFile, job: number): Part[] {
  return caseFile.rows<Part>(
    'SELECT minion, outcome, event, duration_us AS durationUs FROM job_minion WHERE jid = :job ORDER BY minion',
    { job },
  );
}

const retKind = kindCode('ret');

/** The forms of tags, the ends, and the returns in the order of reading; later ones overrule earlier ones of the same minion. */
async function lookOver(caseFile: CaseFile, selected: Selected, isCancelled: () => boolean) {
  const { columns } = caseFile;
  const rest = slicer(25);
  const shapes = new Set<number>();
  const parts: Part[] = [];
  let first: number | null = null;
  let last: number | null = null;
  for (const [segment, mask] of selected.masks.entries()) {
    await rest();
    if (isCancelled()) return undefined;
    if (selected.ones[segment] === 0) continue;
    const [shape, stamp] = [columns.segments('shape')[segment], columns.segments('stamp')[segment]];
    const [kind, flags] = [columns.segments('kind')[segment], columns.segments('flags')[segment]];
    for (let at = 0; at < countInSegment(selected.length, segment); at += 1) {
      if (mask[at] !== 1) continue;
      shapes.add(shape?.[at] ?? 0);
      const flag = flags?.[at] ?? 0;
      const time = stamp?.[at] ?? 0;
      if ((flag & eventFlags.stampless) === 0) {
        first = first === null ? time : Math.min(first, time);
        last = last === null ? time : Math.max(last, time);
      }
      if (kind?.[at] !== retKind || (flag & (eventFlags.internal | eventFlags.test | eventFlags.claimed)) !== 0)
        continue;
      const event = segment * 65_536 + at + 1;
      const durationUs = columns.value('durationUs', event);
      parts.push({
        minion: columns.value('minion', event),
        outcome: columns.value('outcome', event),
        event,
        durationUs: Number.isNaN(durationUs) ? null : durationUs,
      });
    }
  }
  shapes.delete(0);
  const names = caseFile.dictionary('shape');
  return { parts, first, last, tags: new Set([...shapes].map((shape) => tagForm(names.text(shape)))) };
}

/** A shape for reading: numbers in it (of progress, of wheels) folded. */
function tagForm(shape: string): string {
  return shape
    .replaceAll('\u0001', '<jid>')
    .replaceAll('\u0002', '<minion>')
    .replace(/(?<=\/)\d+(?=\/|$)/g, '<n>');
}

function* statesOf(caseFile: CaseFile, minion: string, event: number): Generator<readonly [string, RunState]> {
  for (const stored of caseFile.rows<StoredState>('SELECT * FROM state_result WHERE event = :event ORDER BY id', {
    event,
  })) {
    const { sls, id, state, name } = stateNames(caseFile, stored);
    const key = [minion, sls ?? '', id, state, name ?? ''].join('\u0000');
    yield [key, { minion, sls, id, state, outcome: outcomeOf(stored), durationMs: stored.duration_ms }];
  }
}

function outcomeOf({ result, role, changed }: StoredState): RunState['outcome'] {
  if (role === storedRole.cascade || role === storedRole.unresolved) return 'blocked';
  if (result === 0) return 'failed';
  if (result === null) return 'would-change';
  if (result === 2) return 'unknown';
  return changed === 1 ? 'changed' : 'succeeded';
}
