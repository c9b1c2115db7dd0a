// Incidents of one state run over the fleet: a part of the minions meets a broken state, or does not compile at all.
import type { Jobs } from './jobs.ts';
import type { IncidentKind, Planted } from './planted.ts';
import type { Minion } from './site.ts';
import { pickAtRandom, pickValues } from './split.ts';
import { type Stage, second } from './stage.ts';
import { StateTree } from './state-tree.ts';

/** Everybody tells the grains, as an operator asks before a rollout. */
export function askGrains(stage: Stage, jobs: Jobs): void {
  const { minions, groupings, operators } = jobs.site;
  const isItems = stage.random.chance(0.5);
  jobs.run({
    fun: isItems ? 'grains.items' : 'grains.item',
    arg: isItems ? [] : groupings,
    user: stage.random.pick(operators),
    minions,
    reply: ({ name, grains }) => ({
      after: second * (0.3 + stage.random.float() * 2),
      ret: isItems ? { id: name, host: name.split('.')[0], ...grains, saltversion: `${stage.line}.5` } : grains,
      out: 'nested',
    }),
  });
}

type SplitKind = Extract<IncidentKind, 'one-grain' | 'grain-pair' | 'printed-version' | 'at-random'>;

/** A state breaks on a part of the minions. */
export function brokenRun(stage: Stage, jobs: Jobs, kind: SplitKind): () => Planted {
  const { random } = stage;
  const { site } = jobs;
  const isSplit = kind === 'one-grain' || kind === 'grain-pair';
  const split = isSplit ? pickValues(stage, site, kind === 'one-grain' ? 1 : 2) : undefined;
  const some = Math.round(site.minions.length * (0.1 + random.float() * 0.2));
  const part = new Set(split?.part ?? pickAtRandom(stage, site, Math.min(40, Math.max(6, some))));
  const [old, good] = [
    `${1 + random.below(4)}.${random.below(9)}.${random.below(30)}`,
    `7.${random.below(9)}.${random.below(30)}`,
  ];
  const version = (minion: Minion): string => (part.has(minion) ? old : good);
  let tree = new StateTree(stage);
  if (kind === 'printed-version') {
    // Only what a state prints tells the minions apart.
    const named = tree.service;
    tree = new StateTree(stage, (minion) => `${named} ${version(minion)}`);
  }
  let cascade = 0;
  const { jid } = jobs.run({
    fun: 'state.apply',
    arg: random.chance(0.5) ? [tree.sls] : [],
    user: random.pick(site.operators),
    minions: site.minions,
    timeout: 15 * second,
    reply: (minion) => {
      const reply = tree.reply(minion, part.has(minion), 30);
      cascade += reply.cascade;
      return reply;
    },
  });
  const values = split?.values ?? (kind === 'at-random' ? 'nothing' : [{ field: 'words', value: old }]);
  return () => ({
    kind,
    cause: `${tree.broken.id} fails on ${part.size} minions: ${JSON.stringify(values)}`,
    jid,
    root: { is: 'state', ...tree.broken },
    failing: [...part].map(({ name }) => name),
    cascade,
    differs: values,
    missing: {},
    links: [],
    findings: [['failed-root']],
  });
}

const refusals = [
  {
    rule: 'render-error',
    retcode: 1,
    lines: (sls: string) => [
      `Rendering SLS 'base:${sls}' failed: Jinja variable 'dict object' has no attribute 'vip'; line 7\n\n---\n[...]\nrole-conf:\n  file.managed:\n---`,
    ],
  },
  {
    rule: 'pillar-error',
    retcode: 5,
    lines: (sls: string) => [
      'Pillar failed to render with the following messages:',
      `Rendering SLS '${sls}' failed. Please see master log for details.`,
    ],
  },
] as const;

/** A part of the minions, which share one grain, does not get as far as running states. */
export function refusedRun(stage: Stage, jobs: Jobs): () => Planted {
  const { random } = stage;
  const { site } = jobs;
  const { values, part } = pickValues(stage, site, 1);
  const members = new Set(part);
  const tree = new StateTree(stage);
  const refusal = random.pick(refusals);
  const lines = refusal.lines(tree.sls);
  const { jid } = jobs.run({
    fun: random.chance(0.5) ? 'state.apply' : 'state.highstate',
    user: random.pick(site.operators),
    minions: site.minions,
    timeout: 15 * second,
    reply: (minion) =>
      members.has(minion)
        ? { after: second * (0.5 + random.float() * 3), ret: lines, retcode: refusal.retcode, out: 'highstate' }
        : tree.reply(minion, false, 20),
  });
  return () => ({
    kind: 'compile-error',
    cause: `the states do not compile where ${JSON.stringify(values)}`,
    jid,
    root: { is: 'refusal', rule: refusal.rule, text: lines.at(-1)?.slice(0, 40) ?? '' },
    failing: part.map(({ name }) => name),
    cascade: 0,
    differs: values,
    missing: {},
    links: [],
    findings: [['compile-error', 'pillar-error']],
  });
}
