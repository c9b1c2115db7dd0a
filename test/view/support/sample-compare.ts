// Two runs beside each other, as the views are tested with them.
import type { CompareAnswer } from '../../../shared/questions/compare.ts';

/** The sample. */
export const sampleCompare: CompareAnswer = {
  a: { jid: '20261122200901199448', events: 12, minions: 4, first: 1_795_421_341_000_000, last: 1_795_421_343_000_000 },
  b: { jid: '20261122200903698084', events: 14, minions: 4, first: 1_795_421_343_000_000, last: 1_795_421_346_000_000 },
  minions: { onlyA: ['web1'], onlyB: ['web9'], changed: [{ minion: 'web2', a: 'succeeded', b: 'failed' }] },
  states: [
    { sls: 'nginx', id: 'nginx-configtest', state: 'cmd.run', a: 'changed', b: 'failed', minions: ['web2', 'web4'] },
    { sls: 'nginx', id: 'nginx-reload', state: 'cmd.run', a: 'changed', b: 'blocked', minions: ['web2', 'web4'] },
  ],
  durations: [{ sls: 'nginx', id: 'nginx-config', state: 'file.managed', aMs: 20, bMs: 480, minions: 4 }],
  tags: { onlyA: [], onlyB: ['salt/job/<jid>/sub/<minion>/error/state.apply'] },
};
