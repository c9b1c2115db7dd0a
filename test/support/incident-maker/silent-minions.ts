// Incidents of minions that do not return: killed in the middle, gone, never there, or without a word although they are well.
import type { Jobs } from './jobs.ts';
import type { Planted } from './planted.ts';
import type { Minion } from './site.ts';
import { publicKey, type Stage, second } from './stage.ts';
import { StateTree } from './state-tree.ts';

/** Takes minions out of the fleet before the log begins; to be called first. */
export function neverThere(stage: Stage, jobs: Jobs): Minion[] {
  const gone = stage.some(jobs.site.minions, 1 + stage.random.below(2));
  for (const minion of gone) minion.downUntil = Number.POSITIVE_INFINITY;
  return gone;
}

/** A state run that some minions never answer, each for its own reason. */
export function silentRun(stage: Stage, jobs: Jobs, gone: readonly Minion[]): () => Planted {
  const { random } = stage;
  const { site } = jobs;
  const tree = new StateTree(stage);
  const missing: Record<string, string> = {};
  for (const { name } of gone) missing[name] = 'never-seen';
  const well = site.minions.filter(({ downUntil }) => downUntil === 0);
  const struck = stage.some(well, 3 + random.below(3));
  const [lost, ...others] = struck;
  const mute = new Set(others.slice(0, 1));
  const killed = others.slice(1);
  for (const minion of mute) missing[minion.name] = 'finished-without-return';
  const { jid } = jobs.run({
    fun: 'state.apply',
    arg: [tree.sls],
    user: random.pick(site.operators),
    minions: site.minions,
    timeout: 5 * second,
    reply: (minion) => {
      if (mute.has(minion)) return undefined;
      const reply = tree.reply(minion, false, 12);
      // Who is struck is at work until then.
      return struck.includes(minion) ? { ...reply, after: reply.after + 12 * second } : reply;
    },
  });
  for (const minion of killed) {
    missing[minion.name] = 'restarted-mid-job';
    stage.in(second * (2 + random.float() * 5), () => kill(stage, minion, second * (20 + random.float() * 25)));
  }
  if (lost !== undefined) {
    missing[lost.name] = 'lost-connection';
    stage.in(second * (2 + random.float() * 5), () => kill(stage, lost, Number.POSITIVE_INFINITY));
  }
  const minions = Object.keys(missing);
  return () => ({
    kind: 'silent-minions',
    cause: `${minions.length} minions never answered ${jid}`,
    jid,
    root: { is: 'missing', reason: 'restarted-mid-job', minions },
    failing: minions,
    cascade: 0,
    differs: null,
    missing,
    links: [],
    findings: [['missing-return'], ['silent-minion', 'missing-return']],
  });
}

/** The process of a minion dies now and starts again after a time. */
function kill(stage: Stage, minion: Minion, after: number): void {
  minion.downUntil = stage.now + after;
  const { name } = minion;
  stage.in(second * (3 + stage.random.float() * 4), () =>
    stage.write('salt/presence/change', { new: [], lost: [name] }),
  );
  if (after === Number.POSITIVE_INFINITY) return;
  stage.in(after, () => {
    const ts = stage.seconds(minion.skew);
    stage.write('salt/auth', { result: true, act: 'accept', id: name, pub: publicKey });
    for (const tag of ['minion_start', `salt/minion/${name}/start`]) {
      const data = `Minion ${name} started at ${new Date(stage.now / 1000).toUTCString()}`;
      stage.write(tag, { id: name, cmd: '_minion_event', pretag: null, data, tag, ts });
    }
    stage.in(second, () => stage.write('salt/presence/change', { new: [name], lost: [] }));
  });
}
