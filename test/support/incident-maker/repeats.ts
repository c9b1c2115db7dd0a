// Incidents that repeat: a minion whose key is refused keeps trying, a state changes the same file at every scheduled run.
import type { Jobs } from './jobs.ts';
import type { Planted } from './planted.ts';
import { type Stage, second } from './stage.ts';
import { StateTree } from './state-tree.ts';

const key = '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAx\n-----END PUBLIC KEY-----';

/** A minion that was rejected tries again and again. */
export function refusedKey(stage: Stage): () => Planted {
  const { random } = stage;
  const minion = `${random.pick(['kiosk', 'spare', 'clone', 'lab'])}${random.below(90)}`;
  stage.write('salt/auth', { result: true, act: 'pend', id: minion, pub: key });
  stage.in(2 * second, () =>
    stage.write('salt/key', { result: true, act: stage.line === '3008' ? 'rejected' : 'reject', id: minion }),
  );
  const every = second * (2 + random.float() * 3);
  const times = 30 + random.below(30);
  for (let at = 1; at <= times; at += 1) {
    stage.in(2 * second + at * every, () => {
      const act = stage.line === '3008' ? { act: 'reject' } : {};
      stage.write('salt/auth', { result: false, ...act, id: minion, pub: key });
    });
  }
  return () => ({
    kind: 'refused-key',
    cause: `${minion} was rejected and tries again`,
    jid: null,
    root: { is: 'key', minion },
    failing: [minion],
    cascade: 0,
    differs: null,
    missing: {},
    links: [],
    findings: [['auth-storm', 'key-rejected']],
  });
}

/** Scheduled runs, in which two states of one minion fight over a file. */
export function flappingState(stage: Stage, jobs: Jobs): () => Planted {
  const { random } = stage;
  const scheduled = stage.some(jobs.site.minions, 6);
  const flapping = random.pick(scheduled);
  const tree = new StateTree(stage);
  const every = second * (20 + random.below(15));
  for (let run = 0; run < 9; run += 1) {
    for (const minion of scheduled) {
      stage.in(run * every + random.float() * 3 * second, () => {
        const { ret, retcode } = tree.run(minion, false, 0);
        const conf = Object.entries(ret).find(([name]) => name.startsWith('file_|-'));
        if (minion === flapping && conf !== undefined) {
          ret[conf[0]] = {
            ...(conf[1] as object),
            changes: { diff: '--- \n+++ \n@@ -1,1 +1,1 @@\n-net.core.somaxconn = 128\n+net.core.somaxconn = 1024\n' },
            comment: 'File updated',
          };
        }
        jobs.returnUnasked(minion, 'state.highstate', { after: 0, ret, retcode, out: 'highstate' }, 'highstate');
      });
    }
  }
  return () => ({
    kind: 'flapping-state',
    cause: `two states fight over a file on ${flapping.name}`,
    jid: null,
    root: null,
    failing: [flapping.name],
    cascade: 0,
    differs: null,
    missing: {},
    links: [],
    findings: [['flapping-state']],
  });
}
