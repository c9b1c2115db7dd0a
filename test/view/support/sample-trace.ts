// The trace of one failed job as the engine answers it: a root state on two minions, the file it failed over, the run that went well.
import type { TraceAbout, TraceAnswer, TraceLink, TraceNode } from '../../../shared/questions/trace.ts';

const jid = '20261122200903698084';
const stamp = 1_795_378_143_698_451;

function node(key: string, kind: TraceNode['kind'], more: Partial<TraceNode> = {}): TraceNode {
  return {
    key,
    kind,
    count: 1,
    minions: [],
    minionCount: 0,
    from: stamp,
    to: stamp,
    events: [],
    jid,
    fun: 'state.apply',
    user: 'sudo_ana',
    tag: null,
    eventKind: null,
    outcome: null,
    reason: null,
    reasonCertainty: null,
    state: null,
    errorText: null,
    name: null,
    moreCauses: 0,
    moreConsequences: 0,
    ...more,
  };
}

function link(from: string, to: string, kind: TraceLink['kind'], more: Partial<TraceLink> = {}): TraceLink {
  return {
    from,
    to,
    kind,
    certainty: 'certain',
    because: { code: 'same-jid', values: { jid } },
    score: null,
    parts: [],
    runnerUp: null,
    evidence: [1],
    count: 1,
    ...more,
  };
}

const state = (id: string, fun: string) => ({ sls: 'nginx', id, fun, comment: 'failed', output: null, cascade: 8 });
const bad = { minions: ['web2', 'web4'], minionCount: 2, count: 2 } as const;

/** Answers any trace with the sample. */
export function sampleTrace(about: TraceAbout): TraceAnswer {
  return {
    about,
    focus: ['job', 'result'],
    nodes: [
      node('job', 'job', { events: [1], minions: ['web1', 'web2', 'web3', 'web4'], minionCount: 4 }),
      node('change', 'state', {
        ...bad,
        from: stamp + 800_000,
        events: [3],
        outcome: 'changed',
        state: state('nginx-config', 'file.managed'),
      }),
      node('root', 'state', {
        ...bad,
        from: stamp + 800_000,
        events: [3],
        outcome: 'failed',
        state: state('nginx-configtest', 'cmd.run'),
      }),
      node('failed', 'return', { ...bad, from: stamp + 900_000, events: [3, 4], outcome: 'failed' }),
      node('result', 'result', { from: stamp + 950_000, events: [4], outcome: 'failed' }),
    ],
    links: [
      link('job', 'failed', 'return-of', { count: 2 }),
      link('change', 'root', 'file-changed', {
        certainty: 'inferred',
        score: 0.9,
        parts: [{ name: 'path-quoted', value: 0.9 }],
        because: {
          code: 'changed-file-quoted',
          values: { state: 'nginx.nginx-config', file: '/etc/nginx/nginx.conf' },
        },
      }),
      link('root', 'failed', 'state-failed', {
        because: { code: 'root-failed', values: { state: 'nginx.nginx-configtest', fun: 'cmd.run', cascade: 8 } },
      }),
      link('failed', 'result', 'part-of', {
        because: { code: 'part-failed', values: { minions: 2, outcome: 'failed' } },
      }),
    ],
    possible: [],
    possibleNodes: [],
    beginnings: [
      {
        key: 'root',
        role: 'failed-by-itself',
        certainty: 'certain',
        because: {
          code: 'begins-root',
          values: { state: 'nginx.nginx-configtest', fun: 'cmd.run', minions: 2, cascade: 8 },
        },
        explains: 2,
        next: [{ code: 'next-output', values: {} }],
      },
    ],
    lacking: [],
    isCut: false,
  };
}
