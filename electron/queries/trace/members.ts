// The minions of one job in groups of the same end: failed over the same root, refused by the same run, missing for the same reason.
import { createHash } from 'node:crypto';
import type { MissingReason, RootGroup } from '../../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import { outcomesOf } from '../../../shared/salt/job-outcome.ts';
import { errorText } from '../../analysis/error-text.ts';
import { foldComment, groupRoots, type Root } from '../../analysis/root-groups.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { failedReturns } from '../failed-states.ts';
import { minionName } from '../minion-row.ts';
import { missingBecause, type StoredMissing } from '../missing-because.ts';
import type { StoredState } from '../state-row.ts';

/** Minions of one job that ended alike. */
export type MemberGroup = {
  /** Unique in the job; the same group has the same key whenever it is asked for. */
  readonly key: string;
  readonly jid: number;
  readonly outcome: JobOutcome;
  /** Dictionary ids. */
  readonly minions: readonly number[];
  /** Their returns; empty of those that are missing. */
  readonly returns: readonly number[];
  /** States that failed by themselves, grouped. */
  readonly roots: readonly RootGroup[];
  /** What a failed return says that is no state run: of the first of them. */
  readonly errorText: string | null;
  /** Why they are missing, with the events that show it for all of them. */
  readonly reason: MissingReason | null;
  /** Further reasons that hold for some of them. */
  readonly also: readonly MissingReason[];
};

type StoredMember = {
  readonly minion: number;
  readonly outcome: number;
  readonly rule: number;
  readonly event: number | null;
} & StoredMissing;

/** Returns that are no state runs and are read for their text; more are grouped by the rule that judged them. */
const mostTexts = 500;

/** The groups of a job, the worst first, larger before smaller; of one minion alone when `only` is given. */
export function memberGroups(caseFile: CaseFile, jid: number, only?: number): MemberGroup[] {
  const condition = only === undefined ? '' : ' AND minion = :only';
  const params = only === undefined ? { jid } : { jid, only };
  const members = caseFile.rows<StoredMember>(
    `SELECT minion, outcome, rule, event, reason, certainty, evidence, also FROM job_minion WHERE jid = :jid${condition}`,
    params,
  );
  const roots = rootsOf(caseFile, jid, only);
  const groups = new Map<string, Growing>();
  let texts = 0;
  const mayRead = () => {
    texts += 1;
    return texts <= mostTexts;
  };
  for (const member of members) {
    const { key, ...first } = describe(caseFile, member, roots.get(member.event ?? 0) ?? [], mayRead);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...first, key, members: [member] });
    else group.members.push(member);
  }
  return [...groups.values()]
    .map((group) => finish(jid, group, roots, only))
    .sort((a, b) => badness(a.outcome) - badness(b.outcome) || b.minions.length - a.minions.length);
}

const worstFirst: readonly JobOutcome[] = ['failed', 'missing', 'unknown', 'running', 'changed', 'succeeded'];

function badness(outcome: JobOutcome): number {
  return worstFirst.indexOf(outcome);
}

type Growing = {
  readonly key: string;
  readonly outcome: JobOutcome;
  readonly errorText: string | null;
  readonly members: StoredMember[];
};

function describe(
  caseFile: CaseFile,
  member: StoredMember,
  roots: readonly Root[],
  mayRead: () => boolean,
): { key: string; outcome: JobOutcome; errorText: string | null } {
  const outcome = outcomesOf(member.outcome)[0] ?? 'unknown';
  if (member.event === null) {
    return { key: `${outcome}:${member.reason ?? ''}:${member.certainty ?? ''}`, outcome, errorText: null };
  }
  if (outcome !== 'failed') return { key: outcome, outcome, errorText: null };
  if (roots.length > 0) {
    const names = roots.map(({ sls, id, state, comment, minion }) =>
      [sls ?? '', id, state, foldComment(comment, minion)].join('|'),
    );
    return { key: `failed:${digest(names.toSorted().join(' & '))}`, outcome, errorText: null };
  }
  const text = mayRead() ? (errorText(caseFile.event(member.event).data.return) ?? null) : null;
  const folded = text === null ? '' : foldComment(text, minionName(caseFile, member.minion));
  return { key: `failed:${digest(`${member.rule} ${folded}`)}`, outcome, errorText: text };
}

/** What a group has in common, as a short word for its key. */
function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 10);
}

function finish(
  jid: number,
  { key, outcome, errorText: text, members }: Growing,
  roots: ReadonlyMap<number, readonly Root[]>,
  only: number | undefined,
): MemberGroup {
  const returns = members.flatMap(({ event }) => event ?? []);
  return {
    key: only === undefined ? key : `one:${only}`,
    jid,
    outcome,
    minions: members.map(({ minion }) => minion),
    returns,
    roots: groupRoots(returns.flatMap((event) => roots.get(event) ?? [])),
    errorText: text,
    ...joinReasons(members),
  };
}

function joinReasons(members: readonly StoredMember[]): Pick<MemberGroup, 'reason' | 'also'> {
  const reasons = members.flatMap((member) => missingBecause(member) ?? []);
  const also = new Map<string, MissingReason[]>();
  for (const one of reasons.flatMap((reason) => reason.also)) {
    const key = `${one.reason} ${one.certainty}`;
    const list = also.get(key);
    if (list === undefined) also.set(key, [one]);
    else list.push(one);
  }
  return { reason: joinEvidence(reasons), also: [...also.values()].flatMap((list) => joinEvidence(list) ?? []) };
}

function joinEvidence(reasons: readonly MissingReason[]): MissingReason | null {
  const [first] = reasons;
  if (first === undefined) return null;
  const evidence = [...new Set(reasons.flatMap((reason) => reason.evidence))];
  return { reason: first.reason, certainty: first.certainty, evidence };
}

/** By the primary key of job_minion and the index state_result_failed. */
const rootsSql = `
SELECT state_result.* FROM job_minion
JOIN state_result ON state_result.event = job_minion.event
WHERE job_minion.jid = :jid AND job_minion.outcome = 4 AND state_result.role > 0`;

function rootsOf(caseFile: CaseFile, jid: number, only: number | undefined): Map<number, readonly Root[]> {
  const states =
    only === undefined
      ? caseFile.rows<StoredState>(`${rootsSql} ORDER BY state_result.event, state_result.run_num, state_result.id`, {
          jid,
        })
      : caseFile.rows<StoredState>(
          `${rootsSql} AND job_minion.minion = :only ORDER BY state_result.event, state_result.run_num, state_result.id`,
          { jid, only },
        );
  const found = new Map<number, readonly Root[]>();
  for (const [event, { roots }] of failedReturns(caseFile, states)) found.set(event, roots);
  return found;
}
