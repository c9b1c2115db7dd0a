// A small matrix of states and minions, a history and totals, as the views are tested with them.
import type { Answer } from '../../../shared/questions/questions.ts';

const jid = '20261122200903698084';

/** Three states on three minions: one failed on web2, took another down there; a third flaps on web4. */
export const sampleMatrix: Answer<'states.matrix'> = {
  rows: [
    { sls: 'nginx', id: 'nginx-configtest', state: 'cmd.run', failed: 1, blocked: 0, changed: 2, flapping: 0 },
    { sls: 'nginx', id: 'nginx-reload', state: 'cmd.run', failed: 0, blocked: 1, changed: 0, flapping: 0 },
    { sls: 'base', id: 'inventory', state: 'cmd.run', failed: 0, blocked: 0, changed: 1, flapping: 1 },
  ],
  minions: [
    { minion: 'web2', failed: 1, blocked: 1 },
    { minion: 'web1', failed: 0, blocked: 0 },
    { minion: 'web4', failed: 0, blocked: 0 },
  ],
  cells: Uint8Array.from([6, 2, 2, 5, 1, 1, 1, 0, 18]),
  events: Uint32Array.from([31, 32, 33, 31, 32, 33, 31, 0, 33]),
  isFlappingKnown: true,
  returns: 3,
  left: 0,
  states: 8,
};

/** Two runs of the state of the first cell. */
export const sampleHistory: Answer<'states.history'> = {
  runs: [
    {
      event: 31,
      jid,
      stamp: 1_795_421_346_000_000,
      outcome: 'failed',
      isTest: false,
      durationMs: 21,
      comment: 'Command "nginx-check" run',
    },
    {
      event: 12,
      jid: '20261122200859692664',
      stamp: 1_795_421_340_000_000,
      outcome: 'changed',
      isTest: false,
      durationMs: 19.5,
      comment: 'Command "nginx-check" run',
    },
  ],
  total: 2,
};

/** One state over its runs. */
export const sampleTotals: Answer<'states.totals'> = {
  rows: [
    {
      sls: 'nginx',
      id: 'nginx-configtest',
      state: 'cmd.run',
      minions: 3,
      runs: 6,
      failed: 1,
      blocked: 0,
      changed: 5,
      flapping: 0,
      medianMs: 20,
      maxMs: 31,
      totalMs: 121,
    },
  ],
  total: 1,
};
