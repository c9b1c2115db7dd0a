// Why a return is missing: every reason of diagnosis §3 that the evidence supports, in order, each with the events that show it.
import type { Stamp } from '../../shared/base/stamp.ts';
import type { Certainty, MissingReason } from '../../shared/questions/job-row.ts';

/** An event that is evidence, by its id. */
export type Sign = { readonly event: number; readonly stamp: Stamp };

/**
 * A `saltutil.find_job` that asked a minion about the job, with its answer; or an answered `saltutil.kill_job`, after which
 * the job does not run, but that it ended by it is `inferred`.
 */
export type Poll = Sign & {
  readonly answer: (Sign & { readonly isRunning: boolean; readonly certainty: Certainty }) | undefined;
};

/** A `salt/key` or `salt/auth` event of a minion. */
export type KeySign = Sign & { readonly says: 'accepted' | 'refused' };

/** What is known of a minion over the whole capture. The functions look into its signs of life, which may be many. */
export type MinionTrail = {
  /** False when no event at all is of this minion. */
  readonly isSeen: boolean;
  /** Times the minion was asked something: jobs and find_job polls that expected it. */
  readonly timesAsked: number;
  /** Its `salt/minion/<id>/start` events in time order. */
  readonly starts: readonly Sign[];
  /** `salt/presence/change` events that name it, in time order. */
  readonly presence: readonly (Sign & { readonly isLost: boolean })[];
  /** `salt/key` events of it: what the master's operators did. */
  readonly keys: readonly KeySign[];
  /** `salt/auth` events of it: what the master answered it. May be many; given on demand. */
  readonly authsBetween: (from: Stamp, to: Stamp) => readonly KeySign[];
  /** When it last sent anything before a time. */
  readonly lastLifeBefore: (time: Stamp) => Stamp | undefined;
  /** Polls that it left unanswered, in time order: when they were sent. */
  readonly silentPolls: readonly Stamp[];
  /** Its first return after a time to a job that was published before another time; a sign that the process lived on. */
  readonly returnAfter: (time: Stamp, publishedBefore: Stamp) => Sign | undefined;
  /** Its first return after a time to a job that was published after another time; a sign that it takes new jobs. */
  readonly freshReturnAfter: (time: Stamp, publishedAfter: Stamp) => Sign | undefined;
};

/** One minion that was expected in a job and did not return. */
export type MissingCase = {
  /** The first `new` event that expects it. */
  readonly asked: Sign;
  /** The `new` event that names it as unknown to the master. */
  readonly notAccepted: Sign | undefined;
  /** Until when a return could be expected: `new` + the larger of 60 s and 3 × the job's slowest return. */
  readonly deadline: Stamp;
  /** Until when the capture listened without a gap. */
  readonly listenedUntil: Stamp;
  /** True when the capture goes on after that. */
  readonly goesOn: boolean;
  /** Polls about this job to this minion, in time order. */
  readonly polls: readonly Poll[];
  readonly trail: MinionTrail;
};

/** The first reason that holds, the others, and what it makes of the outcome. */
export type MissingVerdict = {
  readonly outcome: 'missing' | 'running' | 'unknown';
  readonly because: MissingReason & { readonly also: readonly MissingReason[] };
};

const second = 1_000_000;
/** A poll is answered within a second or so, under load within a few; Salt's own patience (`gather_job_timeout`) is 10 s. */
const slowAnswer = 10 * second;
/** Shorter silences at the end of a capture, or right before a job, say nothing. */
const shortSilence = 5 * second;
/** A process that has just connected may already have been sent a job when its start event is stamped. */
const connectTime = 2 * second;
const keyNear = 60 * second;
const mostEvidence = 20;

/** Judges one missing return. */
export function missingReason(missing: MissingCase): MissingVerdict {
  const reasons = [...reasonsOf(missing)];
  const [first, ...also] = reasons;
  const because = { ...(first ?? unexplained(missing)), also };
  if (because.reason === 'still-running') return { outcome: 'running', because };
  const isOpen = because.reason === 'capture-ended' || because.reason === 'gap';
  return { outcome: isOpen ? 'unknown' : 'missing', because };
}

/** The silence of a minion to a find_job poll: evidence about the job asked for, and its own explanation (diagnosis §2). */
export function silentPoll(poll: Sign, listenedUntil: Stamp): MissingVerdict {
  const isOver = poll.stamp + shortSilence <= listenedUntil;
  const reason = isOver ? 'no-answer-to-find-job' : 'capture-ended';
  const because = { reason, certainty: 'certain', evidence: [poll.event], also: [] } as const;
  return { outcome: isOver ? 'missing' : 'unknown', because };
}

function unexplained({ asked }: MissingCase): MissingReason {
  return { reason: 'unexplained', certainty: 'certain', evidence: [asked.event] };
}

/** All reasons that hold, in the order of diagnosis §3. */
function* reasonsOf(missing: MissingCase): Generator<MissingReason> {
  const { asked, trail } = missing;
  const polls = missing.polls;
  const lastAnswer = polls.findLast((poll) => poll.answer !== undefined)?.answer;
  const restart = genuineStart(missing);
  const key = certainKeyProblem(missing);
  let isExplained = false;
  const found = (
    reason: MissingReason['reason'],
    certainty: MissingReason['certainty'],
    evidence: readonly number[],
  ) => {
    isExplained = true;
    return { reason, certainty, evidence: evidence.slice(0, mostEvidence) };
  };

  if (missing.notAccepted !== undefined) yield found('not-accepted', 'certain', [missing.notAccepted.event]);
  if (key !== undefined) yield found('key-problem', 'certain', [key.event]);
  if (restart !== undefined && !wasAway(missing)) yield found('restarted-mid-job', 'inferred', [restart.event]);
  const standstill = findStandstill(missing, restart);
  if (standstill !== undefined) yield found('hung', 'certain', standstill);
  if (lastAnswer?.isRunning === false) {
    yield found('finished-without-return', lastAnswer.certainty, [lastAnswer.event]);
  }
  if (!trail.isSeen && trail.timesAsked > 1) yield found('never-seen', 'certain', [asked.event]);
  const lost = lostPresence(missing);
  if (lost !== undefined) yield found('lost-connection', 'certain', [lost.event]);
  const silent = unansweredPolls(missing);
  if (silent.length > 0)
    yield found(
      'no-answer-to-find-job',
      'certain',
      silent.map((poll) => poll.event),
    );
  if (lastAnswer?.isRunning === true) yield found('still-running', 'certain', [lastAnswer.event]);
  if (!isExplained && missing.listenedUntil < missing.deadline) {
    yield { reason: missing.goesOn ? 'gap' : 'capture-ended', certainty: 'certain', evidence: [asked.event] };
  }
  if (key === undefined) {
    const refused = trail
      .authsBetween(asked.stamp - keyNear, missing.deadline)
      .filter((auth) => auth.says === 'refused')
      .map((auth) => auth.event);
    if (refused.length > 0) yield found('key-problem', 'inferred', refused);
  }
}

/** A key deleted or rejected before the job or during it, and not accepted again by then. */
function certainKeyProblem({ asked, deadline, trail }: MissingCase): Sign | undefined {
  const before = trail.keys.findLast((key) => key.stamp <= asked.stamp);
  if (before?.says === 'refused') return before;
  return trail.keys.find((key) => key.says === 'refused' && key.stamp > asked.stamp && key.stamp <= deadline);
}

/**
 * The first start after `new` that may have been a new process in the middle of the job. A start event alone proves only a
 * new connection (salt-live §7): an answer that the job runs, or a return to a job from before the start, shows the old
 * process; an answer that the job is over, given before, shows that nothing was interrupted.
 */
function genuineStart(missing: MissingCase): Sign | undefined {
  const { asked, polls, trail } = missing;
  const start = trail.starts.find((sign) => sign.stamp > asked.stamp);
  if (start === undefined || isUnrelated(missing, start)) return undefined;
  for (const { answer } of polls) {
    if (answer === undefined) continue;
    if (answer.isRunning ? answer.stamp > start.stamp : answer.stamp < start.stamp) return undefined;
  }
  return trail.returnAfter(start.stamp, start.stamp - connectTime) === undefined ? start : undefined;
}

/** Long after the job, when the minion had already taken and answered newer ones, a start or a loss tells nothing about it. */
function isUnrelated({ deadline, trail }: MissingCase, sign: Sign): boolean {
  if (sign.stamp <= deadline) return false;
  const fresh = trail.freshReturnAfter(deadline, deadline);
  return fresh !== undefined && fresh.stamp < sign.stamp;
}

/** True when the minion was gone before the job came: lost, or silent to polls, without a sign of life since. */
function wasAway({ asked, trail }: MissingCase): boolean {
  const life = trail.lastLifeBefore(asked.stamp) ?? Number.NEGATIVE_INFINITY;
  const presence = trail.presence.findLast((change) => change.stamp <= asked.stamp);
  if (presence?.isLost === true && presence.stamp > life) return true;
  return trail.silentPolls.some((sent) => sent > life && sent <= asked.stamp - shortSilence);
}

/** A silence between two events: a poll left unanswered, or for long, and the first answer of the same process after it. */
function findStandstill(missing: MissingCase, restart: Sign | undefined): readonly number[] | undefined {
  const { polls, trail } = missing;
  const silent = polls.find(({ stamp, answer }) => answer === undefined || answer.stamp - stamp >= slowAnswer);
  if (silent === undefined) return undefined;
  const answers: Sign[] = polls.flatMap(({ answer }) =>
    answer !== undefined && answer.stamp > silent.stamp ? [answer] : [],
  );
  const late = trail.returnAfter(silent.stamp + slowAnswer, silent.stamp + shortSilence);
  if (late !== undefined) answers.push(late);
  answers.sort((a, b) => a.stamp - b.stamp);
  const proof = answers[0];
  if (proof === undefined || (restart !== undefined && restart.stamp < proof.stamp)) return undefined;
  return [silent.event, proof.event];
}

/** The loss of its connection after the job came, or before it and not back. */
function lostPresence(missing: MissingCase): Sign | undefined {
  const { asked, trail } = missing;
  const before = trail.presence.findLast((change) => change.stamp <= asked.stamp);
  const life = trail.lastLifeBefore(asked.stamp);
  if (before?.isLost === true && (life === undefined || life < before.stamp)) return before;
  const after = trail.presence.find((change) => change.isLost && change.stamp > asked.stamp);
  return after === undefined || isUnrelated(missing, after) ? undefined : after;
}

/** The polls after the last answer, if the capture went on long enough for one to arrive. */
function unansweredPolls({ polls, listenedUntil }: MissingCase): readonly Poll[] {
  const answered = polls.findLastIndex((poll) => poll.answer !== undefined);
  return polls.slice(answered + 1).filter((poll) => poll.stamp + shortSilence <= listenedUntil);
}
