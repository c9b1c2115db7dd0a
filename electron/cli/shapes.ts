// The JSON contract of the command line (docs/cli.md): from answers to snake_case shapes. Changing one is a change users notice.
import { formatStamp, type Stamp } from '../../shared/base/stamp.ts';
import type { CaseInfo, CaseSummary, SourceInfo } from '../../shared/questions/case-info.ts';
import type { EventDetail } from '../../shared/questions/event-row.ts';
import type {
  FailedState,
  JobMinion,
  JobRow,
  JobStory,
  MinionRow,
  MissingReason,
  RootGroup,
  StateRow,
} from '../../shared/questions/job-row.ts';
import type { Answer } from '../../shared/questions/questions.ts';
import type { CarriedCount, SharedRule, ShareLabel } from '../../shared/questions/share.ts';
import type { Json } from '../../shared/salt/json.ts';

const iso = (stamp: Stamp | null) => (stamp === null ? null : formatStamp(stamp));
const ms = (us: number | null) => (us === null ? null : us / 1000);
/** One value of a single-function event, the list of a multi-function one, null of neither. */
const oneOrMany = <T>(list: readonly T[]): T | readonly T[] | null => (list.length > 1 ? list : (list[0] ?? null));

/** One source with its account. */
export function sourceShape(source: SourceInfo): object {
  return {
    name: source.name,
    format: source.format,
    bytes: source.bytes,
    read: source.read,
    accepted: source.accepted,
    duplicates: source.duplicates,
    rejected: source.rejected,
    first: iso(source.first),
    last: iso(source.last),
    complete: source.isComplete,
    problems: source.problems.map(({ code, severity, count, sample }) => ({ code, severity, count, sample })),
  };
}

/** `info --json`. */
export function infoShape(info: CaseInfo): object {
  return {
    case: info.path,
    salt: info.salt,
    first: iso(info.first),
    last: iso(info.last),
    events: info.events,
    sources: info.sources.map(sourceShape),
    kinds: Object.fromEntries(info.kinds.map(({ kind, count }) => [kind, count])),
    minions: info.minions,
    jobs: info.jobs,
    gaps: info.gaps.map((gap) => ({ from: iso(gap.from), to: iso(gap.to), reason: gap.reason })),
    problems: info.problems.map(({ code, severity, count }) => ({ code, severity, count })),
    promoted: info.promoted.map(({ path, events, isTooVaried }) => ({ path, events, too_varied: isTooVaried })),
    share: info.share === null ? null : labelShape(info.share),
  };
}

/** `events --json`: one event. */
export function eventShape(detail: EventDetail): object {
  const { row } = detail;
  const place = detail.places[0];
  return {
    id: row.id,
    stamp: iso(row.stamp),
    source: row.source,
    line: place?.line ?? null,
    offset: place?.offset ?? null,
    tag: row.tag,
    kind: row.kind,
    minion: row.minion,
    jid: row.jid,
    fun: oneOrMany(row.fun),
    user: row.user,
    retcode: oneOrMany(row.retcode),
    success: oneOrMany(row.success),
    outcome: row.kind === 'new' ? row.outcomes : (row.outcomes[0] ?? null),
    outcome_by: detail.outcomeBy,
    test: row.isTest,
    claimed_by: row.claimedBy,
    problems: detail.problems.map((problem) => problem.code),
    data: JSON.parse(detail.dataText) as Json,
  };
}

/** `jobs --json`: one job. */
export function jobShape(job: JobRow): object {
  return {
    jid: job.jid,
    fun: oneOrMany(job.fun),
    arg: job.arg,
    user: job.user,
    tgt: job.tgt,
    tgt_type: job.tgtType,
    started: iso(job.started),
    ended: iso(job.ended),
    duration_ms: ms(job.durationUs),
    internal: job.isInternal,
    test: job.isTest,
    expected: job.expected,
    returned: job.returned,
    succeeded: job.succeeded,
    changed: job.changed,
    failed: job.failed,
    missing: job.missing,
    running: job.running,
    unknown: job.unknown,
    unexpected: job.unexpected,
    origin: job.origin,
  };
}

const failedState = (state: FailedState) => ({
  sls: state.sls,
  id: state.id,
  state: state.state,
  comment: state.comment,
  output: state.output ?? null,
});
const reason = (r: MissingReason) => ({ reason: r.reason, certainty: r.certainty, evidence: r.evidence });

function jobMinionShape(minion: JobMinion): object {
  return {
    minion: minion.minion,
    outcome: minion.outcome,
    outcome_by: minion.outcomeBy,
    retcode: oneOrMany(minion.retcode),
    success: oneOrMany(minion.success),
    returned_at: iso(minion.returnedAt),
    duration_ms: ms(minion.durationUs),
    duplicates: minion.duplicates,
    missing_because:
      minion.missingBecause === null
        ? null
        : { ...reason(minion.missingBecause), also: minion.missingBecause.also.map(reason) },
    root_failures: minion.rootFailures.map(failedState),
    cascade: minion.cascade,
    unresolved: minion.unresolved,
    not_reached: minion.notReached,
    error: minion.errorText,
  };
}

/** `job --json`: a job with its minions and its root failures grouped. */
export function jobStoryShape(story: JobStory): object {
  return { ...jobShape(story.job), minions: story.minions.map(jobMinionShape), roots: story.roots.map(rootShape) };
}

/** One group of root failures. */
export function rootShape(root: RootGroup): object {
  return {
    sls: root.sls,
    id: root.id,
    state: root.state,
    comment: root.comment,
    output: root.output ?? null,
    minions: root.minions,
    jids: root.jids,
    events: root.events,
    cascade: root.cascade,
    first: iso(root.first),
  };
}

/** `minions --json`: one minion. */
export function minionShape(minion: MinionRow): object {
  return {
    minion: minion.minion,
    first_seen: iso(minion.firstSeen),
    last_seen: iso(minion.lastSeen),
    returns: minion.returns,
    failed: minion.failed,
    missing: minion.missing,
    starts: minion.starts,
    salt: minion.salt,
    skew_s: minion.skewS,
  };
}

/** `minion --json`: a minion with its jobs and state results. */
export function minionStoryShape(story: Answer<'minion.story'>): object {
  return {
    ...minionShape(story.minion),
    jobs: story.jobs.map((job) => ({ ...jobShape(job), outcome: job.outcome })),
    states: story.states.map(stateShape),
  };
}

/** `states --json`: one state of one run. */
export function stateShape(state: StateRow): object {
  return {
    minion: state.minion,
    jid: state.jid,
    sls: state.sls,
    id: state.id,
    state: state.state,
    name: state.name,
    result: state.result,
    changed: state.isChanged,
    role: state.role,
    blocked_by: state.blockedBy,
    duration_ms: state.durationMs,
    run_num: state.runNum,
    comment: state.comment,
  };
}

/** `summary --json`, but its findings. */
export function summaryShape(summary: CaseSummary) {
  return {
    info: infoShape(summary.info),
    jobs: summary.jobs.map(jobShape),
    silent: summary.silent.map((minion) => minion.minion),
    failing_states: summary.failingStates.map(rootShape),
  };
}

/** What a share says of itself. */
export function labelShape({ scope, choices, hidden, rejected, made }: ShareLabel): object {
  return {
    made: iso(made),
    scope: scope.kind,
    events: scope.selected + scope.added,
    selected: scope.selected,
    added: scope.added,
    of: scope.of,
    kept: choices.keep,
    also_hidden: choices.hide,
    hidden: Object.fromEntries(hidden.map(({ rule, values }) => [rule, values])),
    rejected,
  };
}

/** What goes along in a share beside the events. */
export function carriedShape({ thing, isOn, count, left }: CarriedCount): object {
  return { thing, on: isOn, count, left };
}

/** What a rule hides in a share. */
export function sharedRuleShape({ rule, group, isOn, values, events, places }: SharedRule): object {
  return { rule, group, on: isOn, values, events, places };
}
