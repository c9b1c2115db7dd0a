// Incidents that are chains: a refused run and the job that blocks it, an orchestration and its step, a beacon and its reaction.
import type { Jobs } from './jobs.ts';
import type { Planted, PlantedLink } from './planted.ts';
import { type Stage, second } from './stage.ts';
import { StateTree } from './state-tree.ts';

/** Somebody's state run is refused because another one is at work. */
export function conflict(stage: Stage, jobs: Jobs): () => Planted {
  const { random } = stage;
  const { site } = jobs;
  const minions = stage.some(site.minions, 3 + random.below(8));
  const [first = 'root', then = 'root'] = site.operators;
  const tree = new StateTree(stage);
  const blocking = jobs.run({
    fun: 'state.apply',
    arg: [tree.sls],
    user: first,
    minions,
    timeout: 5 * second,
    reply: (minion) => ({ ...tree.reply(minion, false), after: second * (25 + random.float() * 5) }),
  });
  const started = stage.now;
  const { jid, tag } = blocking;
  const links: PlantedLink[] = [];
  let refused = '';
  stage.in(second * (3 + random.float() * 6), () => {
    const pid = 4000 + random.below(20_000);
    const when = new Date(started / 1000).toISOString();
    const month = new Date(started / 1000).toLocaleString('en-US', { month: 'short', timeZone: 'UTC' });
    const text = `The function "state.apply" is running as PID ${pid} and was started at ${when.slice(0, 4)}, ${month} ${when.slice(8, 10)} ${stage.timeOfDay(started)} with jid ${jid}`;
    const job = jobs.run({
      fun: random.chance(0.5) ? 'state.apply' : 'state.highstate',
      user: then,
      minions,
      reply: () => ({ after: second * (0.1 + random.float() * 0.6), ret: [text], retcode: 1, out: 'highstate' }),
    });
    refused = job.jid;
    for (const { name } of minions) {
      links.push({ kind: 'blocked-by', certainty: 'certain', from: tag, to: `salt/job/${refused}/ret/${name}` });
    }
  });
  return () => ({
    kind: 'conflict',
    cause: `${jid} held the lock when ${refused} came`,
    jid: refused,
    root: { is: 'blocked', by: jid },
    failing: minions.map(({ name }) => name),
    cascade: 0,
    differs: null,
    missing: {},
    links,
    findings: [['conflict']],
  });
}

/** An orchestration fails because a step's states fail on some of its minions. */
export function orchestration(stage: Stage, jobs: Jobs): () => Planted {
  const { random } = stage;
  const { site } = jobs;
  const role = random.pick([...new Set(site.minions.map(({ grains }) => grains.role ?? ''))]);
  const minions = site.minions.filter(({ grains }) => grains.role === role).slice(0, 12);
  const tree = new StateTree(stage);
  const failing = new Set(stage.some(minions, 1 + random.below(Math.min(3, minions.length))));
  const jid = stage.newJid();
  const user = random.pick(site.operators);
  const mods = random.pick(['orch.deploy', 'orch.upgrade', 'orch.rotate']);
  const step = random.pick(['migrate', 'rollout', 'switch-over', 'apply-schema']);
  const funArgs = [mods, { pillar: { release: `${random.below(9)}.${random.below(9)}` }, orchestration_jid: jid }];
  const runNew = `salt/run/${jid}/new`;
  const started = { fun: 'runner.state.orchestrate', jid, user, fun_args: funArgs };
  const links: PlantedLink[] = [];
  let cascade = 0;
  stage.write(runNew, started);
  stage.in(0.4 * second, () => {
    const tgt = `role:${role}`;
    const base = { ret: '', timeout: null, tgt_type: 'grain', ssh: false, expect_minions: true };
    const kwarg = { queue: false, concurrent: false };
    stage.write(`salt/run/${jid}/args`, { type: 'state', tgt, name: step, args: { arg: [tree.sls], kwarg, ...base } });
    stage.in(0.09 * second, () => {
      const rets: Record<string, unknown> = {};
      const child = jobs.run({
        fun: 'state.sls',
        arg: [tree.sls, { __kwarg__: true, ...kwarg }],
        user,
        tgt,
        tgtType: 'grain',
        minions,
        reply: (minion) => {
          const reply = tree.reply(minion, failing.has(minion), 4);
          cascade += reply.cascade;
          rets[minion.name] = reply.ret;
          return reply;
        },
      });
      links.push({ kind: 'child-of', certainty: 'certain', from: runNew, to: child.tag });
      stage.in(6 * second, () => {
        const names = minions.map(({ name }) => name).join(', ');
        const failed = [...failing].map(({ name }) => name).join(', ');
        const tail = {
          __jid__: child.jid,
          __sls__: mods,
          __run_num__: 0,
          start_time: stage.timeOfDay(stage.now),
          duration: 5400.2,
          __id__: step,
        };
        const state = {
          name: step,
          changes: { out: 'highstate', ret: rets },
          comment: `Run failed on minions: ${failed}. Updating ${names}.`,
          result: false,
          ...tail,
        };
        const later = {
          changes: {},
          result: false,
          duration: 0.003,
          start_time: stage.timeOfDay(stage.now),
          comment: `One or more requisite failed: ${mods}.${step}`,
          __run_num__: 1,
          __sls__: mods,
          __id__: 'announce',
          name: 'labnotify.page',
        };
        const data = {
          [`salt_|-${step}_|-${step}_|-state`]: state,
          'salt_|-announce_|-labnotify.page_|-runner': later,
        };
        const ret = { data: { master: data }, outputter: 'highstate', retcode: 1 };
        stage.write(`salt/run/${jid}/ret`, { ...started }, { return: ret, success: false });
      });
    });
  });
  return () => ({
    kind: 'orchestration',
    cause: `step ${step} fails on ${failing.size} minions`,
    jid,
    root: { is: 'state', ...tree.broken },
    failing: [...failing].map(({ name }) => name),
    cascade,
    differs: null,
    missing: {},
    links,
    findings: [['orchestration-step-failed', 'failed-root']],
  });
}

/** A watched file is edited by hand, the reactor starts a check, and the check fails. */
export function beaconChain(stage: Stage, jobs: Jobs): () => Planted {
  const { random } = stage;
  const minion = random.pick(jobs.site.minions);
  const tree = new StateTree(stage);
  const path = `/srv/${minion.name}/etc/${tree.service}/${tree.service}.conf`;
  const beacon = `salt/beacon/${minion.name}/inotify/${path}`;
  const links: PlantedLink[] = [];
  let jid = '';
  let cascade = 0;
  stage.write(beacon, { path, change: random.pick(['IN_CLOSE_WRITE', 'IN_MODIFY']), id: minion.name });
  stage.in(second * (0.05 + random.float() * 0.4), () => {
    const job = jobs.run({
      fun: 'state.apply',
      arg: [{ __kwarg__: true, mods: tree.sls, pillar: { changed: path } }],
      user: 'root',
      tgt: minion.name,
      tgtType: 'glob',
      minions: [minion],
      reply: () => {
        const reply = tree.reply(minion, true, 2);
        cascade += reply.cascade;
        return reply;
      },
    });
    jid = job.jid;
    links.push({ kind: 'reaction', certainty: 'inferred', from: beacon, to: job.tag });
  });
  return () => ({
    kind: 'beacon-chain',
    cause: `${path} was edited by hand on ${minion.name}`,
    jid,
    root: { is: 'state', ...tree.broken, trigger: beacon },
    failing: [minion.name],
    cascade,
    differs: null,
    missing: {},
    links,
    findings: [['failed-root']],
  });
}
