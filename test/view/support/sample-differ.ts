// What differs, as the views are tested with it: a pair that stands out, and a cause with too few minions.
import type { DifferAnswer } from '../../../shared/questions/differ.ts';

/** The sample. */
export const sampleDiffer: DifferAnswer = {
  jid: '20261122200903698084',
  healthy: ['web1', 'web3', 'web5', 'web6', 'web7'],
  causes: [
    {
      kind: 'root',
      root: { sls: 'nginx', id: 'nginx-configtest', state: 'cmd.run', comment: 'Command "nginx -t" run' },
      text: null,
      failing: ['web2', 'web4'],
      differences: [
        {
          fields: [
            { field: 'grains.osrelease', value: '12.4' },
            { field: 'grains.rack', value: 'r7' },
          ],
          failing: { count: 2, of: 2 },
          healthy: { count: 0, of: 5 },
          score: 0.95,
          chance: 0.004,
          mayFollow: false,
          also: [],
          support: [3, 5],
        },
        {
          fields: [{ field: 'order of return', value: '≤ 2' }],
          failing: { count: 2, of: 2 },
          healthy: { count: 0, of: 5 },
          score: 0.9,
          chance: 0.01,
          mayFollow: true,
          also: [],
          support: [3],
        },
      ],
      verdict: 'stands-out',
      tried: 120,
    },
    {
      kind: 'missing',
      root: null,
      text: null,
      failing: ['db1'],
      differences: [],
      verdict: 'nothing-stands-out',
      tried: 80,
    },
  ],
  withGrains: 7,
  withWords: 7,
};
