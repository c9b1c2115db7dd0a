// Each reason of diagnosis §3 with the evidence that makes it hold, and the near miss that must not.
import { describe, expect, it } from 'vitest';
import {
  type MinionTrail,
  type MissingCase,
  missingReason,
  type Poll,
  silentPoll,
} from '../../../electron/analysis/missing-reason.ts';

const s = 1_000_000;
const asked = { event: 1, stamp: 1000 * s };
const at = (seconds: number) => asked.stamp + seconds * s;

type Return = { readonly event: number; readonly stamp: number; readonly published: number };
type Given = Partial<Omit<MissingCase, 'trail'>> & {
  trail?: Partial<MinionTrail>;
  life?: number[];
  returns?: Return[];
};

function judge(given: Given) {
  const { trail = {}, life = [], returns = [], ...rest } = given;
  return missingReason({
    asked,
    notAccepted: undefined,
    deadline: at(60),
    listenedUntil: at(600),
    goesOn: false,
    polls: [],
    ...rest,
    trail: {
      isSeen: true,
      timesAsked: 3,
      starts: [],
      presence: [],
      keys: [],
      authsBetween: () => [],
      silentPolls: [],
      lastLifeBefore: (time) => life.filter((stamp) => stamp < time).at(-1),
      returnAfter: (time, before) => returns.find((ret) => ret.stamp > time && ret.published < before),
      freshReturnAfter: (time, after) => returns.find((ret) => ret.stamp > time && ret.published > after),
      ...trail,
    },
  });
}

const reasons = (given: Given) => {
  const { because, outcome } = judge(given);
  return [outcome, because.reason, ...because.also.map(({ reason }) => reason)];
};

let next = 100;
function poll(seconds: number, answer?: { after: number; running: boolean }): Poll {
  next += 2;
  const told = answer && {
    event: next + 1,
    stamp: at(seconds + answer.after),
    isRunning: answer.running,
    certainty: 'certain' as const,
  };
  return { event: next, stamp: at(seconds), answer: told };
}
const start = (seconds: number) => ({ event: 50, stamp: at(seconds) });
const lost = (seconds: number) => ({ event: 60, stamp: at(seconds), isLost: true });
const back = (seconds: number) => ({ event: 61, stamp: at(seconds), isLost: false });

describe('missing returns', () => {
  it('says plainly when nothing explains it', () => {
    expect(judge({})).toEqual({
      outcome: 'missing',
      because: { reason: 'unexplained', certainty: 'certain', evidence: [1], also: [] },
    });
  });

  it('not-accepted', () => {
    expect(reasons({ notAccepted: { event: 9, stamp: at(0) } })).toEqual(['missing', 'not-accepted']);
  });

  it('restarted-mid-job: a start after new', () => {
    const verdict = judge({ trail: { starts: [start(30)] }, polls: [poll(10, { after: 1, running: true }), poll(20)] });
    expect(verdict.because).toMatchObject({ reason: 'restarted-mid-job', certainty: 'inferred', evidence: [50] });
    expect(verdict.because.also.map(({ reason }) => reason)).toEqual(['no-answer-to-find-job', 'still-running']);
  });

  it.each<[string, Given]>([
    ['the start came before the job', { trail: { starts: [start(-5)] } }],
    ['the job still ran after it', { trail: { starts: [start(30)] }, polls: [poll(40, { after: 1, running: true })] }],
    ['the job was over before it', { trail: { starts: [start(30)] }, polls: [poll(10, { after: 1, running: false })] }],
    [
      'an older job returned after it',
      { trail: { starts: [start(30)] }, returns: [{ event: 7, stamp: at(33), published: at(-20) }] },
    ],
    ['the minion was lost before the job', { trail: { starts: [start(30)], presence: [lost(-9)] }, life: [at(-20)] }],
    [
      'it was silent to a poll before the job',
      { trail: { starts: [start(30)], silentPolls: [at(-8)] }, life: [at(-30)] },
    ],
    [
      'it took and answered newer jobs long before the start',
      { trail: { starts: [start(900)] }, returns: [{ event: 7, stamp: at(101), published: at(100) }] },
    ],
  ])('not restarted-mid-job: %s', (_, given) => {
    expect(reasons(given)).not.toContain('restarted-mid-job');
  });

  it('hung: unanswered for a while, answered later by the same process', () => {
    const late = judge({ polls: [poll(10), poll(45, { after: 1, running: false })] });
    expect(late.because.reason).toBe('hung');
    expect(late.because.certainty).toBe('certain');
    expect(late.because.evidence).toHaveLength(2);
    const slow = reasons({ polls: [poll(10, { after: 28, running: false })] });
    expect(slow.slice(0, 2)).toEqual(['missing', 'hung']);
    const older = { event: 7, stamp: at(41), published: at(12) };
    expect(reasons({ polls: [poll(10)], returns: [older] })).toEqual(['missing', 'hung', 'no-answer-to-find-job']);
  });

  it('is not hung but restarted when a new process answered', () => {
    const given = { polls: [poll(10), poll(45, { after: 1, running: false })], trail: { starts: [start(40)] } };
    expect(reasons(given).slice(0, 2)).toEqual(['missing', 'restarted-mid-job']);
    expect(reasons(given)).not.toContain('hung');
  });

  it('is hung when it connects anew but goes on as the same process', () => {
    const given = { polls: [poll(10), poll(45, { after: 1, running: true })], trail: { starts: [start(44)] } };
    expect(reasons(given)).toEqual(['missing', 'hung', 'still-running']);
  });

  it('is not hung when it answers at once', () => {
    expect(reasons({ polls: [poll(10, { after: 1, running: false })] })).toEqual([
      'missing',
      'finished-without-return',
    ]);
  });

  it('never-seen, if it was asked anything else', () => {
    expect(reasons({ trail: { isSeen: false }, polls: [poll(10)] })).toEqual([
      'missing',
      'never-seen',
      'no-answer-to-find-job',
    ]);
    expect(reasons({ trail: { isSeen: false, timesAsked: 1 } })).toEqual(['missing', 'unexplained']);
  });

  it('lost-connection, after the job came or before it and not back', () => {
    expect(reasons({ trail: { presence: [lost(20)] } })).toEqual(['missing', 'lost-connection']);
    expect(reasons({ trail: { presence: [lost(-20)] }, life: [at(-30)] })).toEqual(['missing', 'lost-connection']);
    expect(reasons({ trail: { presence: [lost(-20), back(-10)] } })).toEqual(['missing', 'unexplained']);
    expect(reasons({ trail: { presence: [lost(-20)] }, life: [at(-10)] })).toEqual(['missing', 'unexplained']);
  });

  it('no-answer-to-find-job, unless the capture ends right after the poll', () => {
    expect(reasons({ polls: [poll(10)] })).toEqual(['missing', 'no-answer-to-find-job']);
    expect(reasons({ polls: [poll(10)], listenedUntil: at(11) })).toEqual(['unknown', 'capture-ended']);
  });

  it('still-running until somebody asks again in vain', () => {
    expect(reasons({ polls: [poll(10, { after: 1, running: true })] })).toEqual(['running', 'still-running']);
    expect(reasons({ polls: [poll(10, { after: 1, running: true })], listenedUntil: at(20) })[0]).toBe('running');
    expect(reasons({ polls: [poll(10, { after: 1, running: true }), poll(20)] })).toEqual([
      'missing',
      'no-answer-to-find-job',
      'still-running',
    ]);
  });

  it('capture-ended and gap leave the outcome unknown', () => {
    expect(reasons({ listenedUntil: at(30) })).toEqual(['unknown', 'capture-ended']);
    expect(reasons({ listenedUntil: at(30), goesOn: true })).toEqual(['unknown', 'gap']);
    expect(reasons({ listenedUntil: at(60) })).toEqual(['missing', 'unexplained']);
    expect(reasons({ listenedUntil: at(30), trail: { presence: [lost(20)] } })).toEqual(['missing', 'lost-connection']);
  });

  it('key-problem: certain from the key, inferred from refused authentications', () => {
    const key = { event: 70, stamp: at(5), says: 'refused' as const };
    expect(reasons({ trail: { keys: [key], presence: [lost(20)] } })).toEqual([
      'missing',
      'key-problem',
      'lost-connection',
    ]);
    const before = { ...key, stamp: at(-50) };
    expect(reasons({ trail: { keys: [before] } })).toEqual(['missing', 'key-problem']);
    expect(reasons({ trail: { keys: [before, { ...key, stamp: at(-40), says: 'accepted' }] } })[1]).toBe('unexplained');
    const auths = { authsBetween: () => [{ ...key, event: 71 }] };
    expect(judge({ trail: auths }).because).toMatchObject({ reason: 'key-problem', certainty: 'inferred' });
    expect(reasons({ trail: { ...auths, presence: [lost(20)] } })).toEqual([
      'missing',
      'lost-connection',
      'key-problem',
    ]);
  });
});

it('takes the silence to a poll for its own explanation', () => {
  expect(silentPoll(asked, at(60)).because.reason).toBe('no-answer-to-find-job');
  expect(silentPoll(asked, at(1))).toMatchObject({ outcome: 'unknown', because: { reason: 'capture-ended' } });
});
