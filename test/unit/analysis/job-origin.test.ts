// Where a job came from: certain only where an event says so.
import { expect, it } from 'vitest';
import { jobOrigin, type OriginSigns } from '../../../electron/analysis/job-origin.ts';

const none: OriginSigns = {
  user: undefined,
  isScheduled: false,
  step: undefined,
  hasBatchEvents: false,
  newEvents: 1,
  runner: undefined,
  trigger: undefined,
  looksLikeSaltCall: false,
};

it.each<[string, Partial<OriginSigns>, string, string]>([
  ['schedule', { isScheduled: true, newEvents: 0 }, 'schedule', 'certain'],
  ['Reactor', { user: 'Reactor' }, 'reaction', 'certain'],
  ['a step', { user: 'root', step: { orchestration: '1', id: 'migrate' } }, 'orchestration', 'certain'],
  ['batch events', { user: 'sudo_ana', hasBatchEvents: true, newEvents: 4 }, 'batch', 'certain'],
  ['several new events', { user: 'sudo_ana', newEvents: 3 }, 'batch', 'inferred'],
  ['a runner at work', { user: 'root', runner: { fun: 'runner.manage.up', jid: '1' } }, 'runner', 'inferred'],
  [
    'right after a beacon',
    { user: 'root', trigger: { tag: 'salt/beacon/a/b/', beforeMs: 70 } },
    'reaction',
    'inferred',
  ],
  ['salt-call', { newEvents: 0, looksLikeSaltCall: true }, 'salt-call', 'inferred'],
  ['sudo', { user: 'sudo_ana' }, 'cli', 'inferred'],
  ['root', { user: 'root' }, 'cli', 'inferred'],
  ['an eauth user', { user: 'bo' }, 'unknown', 'inferred'],
  ['nobody', {}, 'unknown', 'inferred'],
])('%s', (_, signs, kind, certainty) => {
  expect(jobOrigin({ ...none, ...signs })).toMatchObject({ kind, certainty });
});
