// Whom a question about differences compares: minions with their returns, the causes apart from each other, and the healthy ones.
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';
import type { DifferBody, DifferCause } from '../../../shared/questions/differ.ts';
import type { FailedState } from '../../../shared/questions/job-row.ts';
import { outcomeBit, outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { kindCode } from '../../../shared/salt/kind.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import { errorText } from '../../analysis/error-text.ts';
import { foldComment, groupRoots, type Root } from '../../analysis/root-groups.ts';
import { stateOutput } from '../../analysis/state-roles.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import { minionName } from '../minion-row.ts';
import { breathe, cancelled, type QuestionContext } from '../question.ts';
import { countInSegment, type Selected } from '../selected.ts';
import { selectEvents } from '../selection.ts';
import { type StoredState, stateNames, storedRole } from '../state-row.ts';
import { unknownJob } from '../unknown-job.ts';

/** One cause; minions by position. */
export type Cause = {
  readonly kind: DifferCause['kind'];
  readonly root: FailedState | null;
  readonly text: string | null;
  readonly failing: readonly number[];
};

/** The minions; arrays by position. */
export type Compared = {
  /** The job as text and as its dictionary id; 0 where no job was named. */
  readonly jid: string | null;
  readonly job: number;
  readonly ids: readonly number[];
  readonly names: readonly string[];
  readonly returns: readonly (number | undefined)[];
  readonly causes: readonly Cause[];
  readonly healthy: readonly number[];
  /** The event before which things stood as they did when it began; 0 where there is no such moment. */
  readonly begin: number;
};

type Part = { readonly minion: number; readonly event: number | undefined; readonly bits: number };

/** Finds whom to compare. */
export async function findCompared(
  caseFile: CaseFile,
  body: DifferBody,
  context: QuestionContext,
): Promise<Outcome<Compared>> {
  if ('failing' in body) return chosen(caseFile, body.failing, body.healthy);
  if ('jid' in body) {
    const job = caseFile.dictionary('jid').id(body.jid);
    const begin = caseFile.rows<{ readonly event: number }>('SELECT event FROM job WHERE jid = :job', { job })[0]
      ?.event;
    if (begin === undefined) {
      return unknownJob(body.jid);
    }
    const parts = caseFile
      .rows<{ readonly minion: number; readonly event: number | null; readonly bits: number }>(
        'SELECT minion, event, outcome AS bits FROM job_minion WHERE jid = :job AND minion <> 0 ORDER BY minion',
        { job },
      )
      .map((part) => ({ ...part, event: part.event ?? undefined }));
    return compare(caseFile, { jid: body.jid, job, begin }, parts, context);
  }
  const selected = await selectEvents(caseFile, body.selection, context);
  if (!selected.ok) return selected;
  return compare(caseFile, { jid: null, job: 0, begin: 0 }, partsOf(caseFile, selected.value), context);
}

function chosen(caseFile: CaseFile, failing: readonly string[], healthy: readonly string[]): Outcome<Compared> {
  const names = [...new Set([...failing, ...healthy])];
  const minions = caseFile.dictionary('minion');
  const unknown = names.find((name) => minions.id(name) === 0);
  if (unknown !== undefined) {
    const tip = 'Minions are listed by the command minions.';
    return failed({ code: 'minion-unknown', message: `The case has no minion ${unknown.slice(0, 100)}.`, tip });
  }
  const bad = new Set(failing);
  const at = (isWanted: (name: string) => boolean) => names.flatMap((name, place) => (isWanted(name) ? [place] : []));
  return done({
    jid: null,
    job: 0,
    ids: names.map((name) => minions.id(name)),
    names,
    returns: names.map(() => undefined),
    causes: [{ kind: 'chosen', root: null, text: null, failing: at((name) => bad.has(name)) }],
    healthy: at((name) => !bad.has(name)),
    begin: 0,
  });
}

const retKind = kindCode('ret');
const good = outcomeBit('succeeded') | outcomeBit('changed');

/** Of each minion the last failed return in the selection, else its last good one. */
function partsOf(caseFile: CaseFile, selected: Selected): Part[] {
  const { columns } = caseFile;
  const parts = new Map<number, Part>();
  const [kinds, minions] = [columns.segments('kind'), columns.segments('minion')];
  const [outcomes, flags] = [columns.segments('outcome'), columns.segments('flags')];
  for (const [segment, mask] of selected.masks.entries()) {
    if (selected.ones[segment] === 0) continue;
    for (let at = 0; at < countInSegment(selected.length, segment); at += 1) {
      if (mask[at] !== 1 || kinds[segment]?.[at] !== retKind) continue;
      const minion = minions[segment]?.[at] ?? 0;
      const bits = outcomes[segment]?.[at] ?? 0;
      if (minion === 0 || bits === 0 || ((flags[segment]?.[at] ?? 0) & eventFlags.internal) !== 0) continue;
      const known = parts.get(minion);
      if (known?.bits === outcomeBit('failed') && bits !== known.bits) continue;
      parts.set(minion, { minion, event: segment * 65_536 + at + 1, bits });
    }
  }
  return [...parts.values()].sort((a, b) => a.minion - b.minion);
}

async function compare(
  caseFile: CaseFile,
  about: Pick<Compared, 'jid' | 'job' | 'begin'>,
  parts: readonly Part[],
  context: QuestionContext,
): Promise<Outcome<Compared>> {
  const sorted = parts
    .map((part) => ({ ...part, name: minionName(caseFile, part.minion) }))
    .sort((a, b) => naturalOrder(a.name, b.name));
  const place = new Map(sorted.map(({ name }, at) => [name, at]));
  const roots: Root[] = [];
  const errors = new Map<string, { readonly text: string | null; readonly failing: number[] }>();
  const missing: number[] = [];
  const healthy: number[] = [];
  for (const [at, { event, bits, name }] of sorted.entries()) {
    if (at % 128 === 127) {
      await breathe();
      if (context.isCancelled()) return cancelled();
    }
    if ((bits & good) !== 0) healthy.push(at);
    else if (outcomesOf(bits)[0] === 'missing') missing.push(at);
    else if (outcomesOf(bits)[0] === 'failed' && event !== undefined) {
      const own = rootsOf(caseFile, event, name);
      roots.push(...own);
      if (own.length > 0) continue;
      const text = errorText(caseFile.event(event).data.return) ?? null;
      const key = text === null ? '' : foldComment(text.slice(0, 300), name);
      const same = errors.get(key);
      if (same === undefined) errors.set(key, { text: text?.slice(0, 300) ?? null, failing: [at] });
      else same.failing.push(at);
    }
  }
  const causes: Cause[] = [
    ...groupRoots(roots).map((group) => ({
      kind: 'root' as const,
      text: null,
      root: {
        sls: group.sls,
        id: group.id,
        state: group.state,
        comment: group.comment,
        ...output(caseFile, group.events[0], group),
      },
      failing: group.minions.flatMap((name) => place.get(name) ?? []).sort((a, b) => a - b),
    })),
    ...[...errors.values()].map((error) => ({ kind: 'error' as const, root: null, ...error })),
    ...(missing.length === 0 ? [] : [{ kind: 'missing' as const, root: null, text: null, failing: missing }]),
  ];
  // A missing return has a reason of its own (diagnosis §3), so what failed and says so stands first.
  const isMissing = ({ kind }: Cause) => Number(kind === 'missing');
  return done({
    ...about,
    ids: sorted.map(({ minion }) => minion),
    names: sorted.map(({ name }) => name),
    returns: sorted.map(({ event }) => event),
    causes: causes.sort((a, b) => isMissing(a) - isMissing(b) || b.failing.length - a.failing.length),
    healthy,
  });
}

function output(caseFile: CaseFile, event: number | undefined, group: { readonly id: string; readonly state: string }) {
  if (event === undefined) return {};
  const printed = stateOutput(caseFile.event(event).data.return, group.id, group.state);
  return printed === undefined ? {} : { output: printed };
}

/** By the index state_result_failed. */
const rootsSql = `SELECT * FROM state_result WHERE event = :event AND role > 0 ORDER BY run_num, id`;

/** The roots of one return; of one with cascades only (the root is not in the run) the first of these. */
function rootsOf(caseFile: CaseFile, event: number, minion: string): Root[] {
  const states = caseFile.rows<StoredState>(rootsSql, { event });
  const own = states.filter(({ role }) => role === storedRole.root);
  return (own.length > 0 ? own : states.slice(0, 1)).map((state) => {
    const names = stateNames(caseFile, state);
    const { sls, id, state: fun } = names;
    const about = { minion, jid: null, event, stamp: null, cascade: 0, output: undefined };
    return { sls, id, state: fun, comment: state.comment, ...about };
  });
}
