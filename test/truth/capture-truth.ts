// The truth.json of a recording, as what has to be concluded from it. Each scenario wrote its truth in its own words.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PlantedLink } from '../support/incident-maker/planted.ts';
import type { Expected, ExpectedDifference, ExpectedMissing, ExpectedRoot } from './expected.ts';

/** The members of a truth that are read here. */
type Truth = {
  readonly scenario: string;
  readonly jid?: string;
  readonly jids?: Record<string, string>;
  readonly failing_jid?: string;
  readonly failing_minions?: readonly string[];
  readonly failing_minion?: string;
  readonly root_failure?: { readonly state_id: string; readonly function: string; readonly sls: string } | null;
  readonly planted_property?: Record<string, string>;
  readonly compile_error?: {
    readonly minions: readonly string[];
    readonly what_differs: string;
    readonly error_text: readonly string[];
  };
  readonly killed_minion?: string;
  readonly never_up_minion?: string;
  readonly restarted_minion?: string;
  readonly missing_returns?: Record<string, readonly string[]>;
  readonly killed_job?: string;
  readonly blocking_jid?: string;
  readonly blocked_jids?: readonly string[];
  readonly blocking_highstate?: string;
  readonly refused_highstate?: string;
  readonly targets?: readonly string[];
  readonly clock_offset_seconds?: Record<string, number>;
  readonly find_job_jids?: readonly string[];
  readonly failing_state?: string;
  readonly steps?: Record<string, readonly { readonly child_jid: string | null }[]>;
  readonly chain?: readonly {
    readonly tag?: string;
    readonly jid?: string;
    readonly minion?: string;
    readonly state_id?: string;
  }[];
  readonly good_chain?: { readonly beacon_tag: string; readonly jid: string };
  readonly runner_reaction?: { readonly event: string; readonly jid: string };
  readonly runs?: Record<string, { readonly jids: readonly string[] }>;
};

/** Rules that have to find each scenario: of each inner list at least one. */
const findings: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'bad-config': [['failed-root']],
  'batch-rollout': [['failed-root'], ['batch-stopped']],
  'beacon-reactor': [['failed-root']],
  'clock-skew': [['failed-root'], ['clock-skew']],
  'dead-minion': [['missing-return'], ['silent-minion', 'missing-return']],
  fleet: [['failed-root'], ['compile-error'], ['missing-return'], ['slow-state', 'slow-return']],
  healthy: [],
  'key-churn': [['auth-storm', 'key-rejected'], ['key-changed']],
  'noisy-mixed': [['conflict'], ['trimmed-values']],
  orchestration: [['orchestration-step-failed']],
  race: [['conflict']],
  'schedule-drift': [['flapping-state'], ['slow-state']],
};

/** What has to be concluded from a recording. */
export function captureTruth(name: string, file: string, planted: Readonly<Record<string, unknown>>): Expected {
  const truth = planted as Truth;
  const allowed = join(dirname(file), 'allowed.json');
  return {
    name,
    roots: rootsOf(truth),
    missing: missingOf(truth),
    links: linksOf(truth),
    otherReactions: truth.scenario === 'healthy' ? [truth.jids?.reaction ?? ''] : [],
    differences: differencesOf(truth),
    findings: findings[truth.scenario] ?? [],
    allowed: existsSync(allowed) ? (JSON.parse(readFileSync(allowed, 'utf8')) as Record<string, string>) : {},
    skew: truth.clock_offset_seconds ?? {},
  };
}

function rootsOf(truth: Truth): ExpectedRoot[] {
  const roots: ExpectedRoot[] = [];
  const { failing_jid: jid, root_failure: root, compile_error: refused } = truth;
  if (jid !== undefined && root) {
    roots.push({ jid, root: { is: 'state', sls: root.sls, id: root.state_id, fun: root.function } });
  }
  if (jid !== undefined && refused !== undefined) {
    roots.push({ jid, root: { is: 'refusal', rule: 'render-error', text: refused.error_text[0]?.slice(0, 40) ?? '' } });
  }
  if (truth.jid !== undefined && truth.restarted_minion !== undefined) {
    const minions = truth.missing_returns?.[truth.jid] ?? [];
    roots.push({ jid: truth.jid, root: { is: 'missing', reason: 'restarted-mid-job', minions } });
  }
  for (const blocked of truth.blocked_jids ?? []) {
    roots.push({ jid: blocked, root: { is: 'blocked', by: truth.blocking_jid ?? '' } });
  }
  if (truth.refused_highstate !== undefined) {
    roots.push({ jid: truth.refused_highstate, root: { is: 'blocked', by: truth.blocking_highstate ?? '' } });
  }
  const end = truth.chain?.at(-1);
  if (end?.jid !== undefined) {
    const trigger = truth.chain?.find(({ tag }) => tag !== undefined)?.tag ?? '';
    roots.push({ jid: end.jid, root: { is: 'state', sls: 'verify', id: end.state_id ?? '', fun: 'cmd.run', trigger } });
  }
  if (truth.scenario === 'orchestration') {
    const state = { is: 'state', sls: 'schema', id: truth.failing_state ?? '', fun: 'cmd.run' } as const;
    roots.push({ jid: truth.jids?.bad ?? '', root: state });
  }
  if (truth.scenario === 'batch-rollout') {
    const state = { is: 'state', sls: 'rollout', id: 'rollout-activate', fun: 'cmd.run' } as const;
    for (const jid of truth.runs?.plain?.jids ?? []) roots.push({ jid, root: state });
  }
  return roots;
}

function missingOf(truth: Truth): ExpectedMissing[] {
  const missing: ExpectedMissing[] = [];
  for (const [jid, minions] of Object.entries(truth.missing_returns ?? {})) {
    for (const minion of minions) {
      const isGone = minion === truth.never_up_minion;
      missing.push({ jid, minion, reason: isGone ? 'never-seen' : 'restarted-mid-job' });
    }
  }
  return missing;
}

function linksOf(truth: Truth): PlantedLink[] {
  const links: PlantedLink[] = [];
  const asked = truth.jid;
  if (asked !== undefined) {
    for (const poll of truth.find_job_jids ?? []) {
      links.push({ kind: 'asks-about', certainty: 'certain', from: newOf(asked), to: newOf(poll) });
    }
  }
  for (const jid of truth.blocked_jids ?? []) {
    // The second refused run was for one of the minions only.
    const first = truth.targets?.[0] ?? '';
    links.push({
      kind: 'blocked-by',
      certainty: 'certain',
      from: newOf(truth.blocking_jid ?? ''),
      to: `salt/job/${jid}/ret/${first}`,
    });
  }
  if (truth.blocking_highstate !== undefined && truth.refused_highstate !== undefined) {
    const to = truth.refused_highstate;
    links.push({ kind: 'blocked-by', certainty: 'certain', from: newOf(truth.blocking_highstate), to });
  }
  for (const [run, steps] of Object.entries(truth.steps ?? {})) {
    for (const { child_jid: child } of steps) {
      if (child === null) continue;
      links.push({ kind: 'child-of', certainty: 'certain', from: `salt/run/${truth.jids?.[run]}/new`, to: child });
    }
  }
  const beacon = truth.chain?.find(({ tag }) => tag !== undefined)?.tag;
  const reaction = truth.chain?.at(-1)?.jid;
  if (beacon !== undefined && reaction !== undefined) {
    links.push({ kind: 'reaction', certainty: 'inferred', from: beacon, to: newOf(reaction) });
  }
  if (truth.good_chain !== undefined) {
    const { beacon_tag: from, jid } = truth.good_chain;
    links.push({ kind: 'reaction', certainty: 'inferred', from, to: newOf(jid) });
  }
  if (truth.runner_reaction !== undefined) {
    const { event: from, jid } = truth.runner_reaction;
    links.push({ kind: 'reaction', certainty: 'inferred', from, to: `salt/run/${jid}/new` });
  }
  return links;
}

function differencesOf(truth: Truth): ExpectedDifference[] {
  const { failing_jid: jid, scenario } = truth;
  if (jid === undefined) return [];
  const failing = truth.failing_minions ?? [];
  if (scenario === 'fleet') {
    const values = Object.entries(truth.planted_property ?? {}).map(([field, value]) => ({ field, value }));
    const refused = truth.compile_error;
    const env = /grain (\w+) is (\w+)/.exec(refused?.what_differs ?? '');
    return [
      { jid, failing, values, verdict: 'stands-out' },
      {
        jid,
        failing: refused?.minions ?? [],
        values: [{ field: env?.[1] ?? '', value: env?.[2] ?? '' }],
        verdict: 'stands-out',
      },
    ];
  }
  if (scenario !== 'bad-config') return [];
  // The grain itself is never on the bus; the states print its value. Two against two proves nothing.
  return [{ jid, failing, values: [{ field: 'words', value: '1.18.0' }], verdict: 'too-few' }];
}

const newOf = (jid: string): string => `salt/job/${jid}/new`;
