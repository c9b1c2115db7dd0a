// Where the trace of a failure begins: the causes that have no further cause, ranked, each with why and what to look at next.
import { masterName } from '../../../shared/questions/job-row.ts';
import type { TraceBeginning, TraceLink, TraceNode, TraceReason } from '../../../shared/questions/trace.ts';
import { watchedPath } from '../links/reaction.ts';

/** At most so many are worth telling. */
const most = 12;

/** The beginnings of what failed: among `focus`, or, when nothing there did, in the whole trace. Empty when nothing failed. */
export function findBeginnings(
  nodes: readonly TraceNode[],
  links: readonly TraceLink[],
  focus: readonly string[],
): TraceBeginning[] {
  const graph = makeGraph(nodes, links);
  const symptoms = symptomsOf(graph, focus);
  const reach = reachOf(symptoms, graph.into);
  const found: Weighed[] = [];
  for (const [key, { isCertain }] of reach) {
    const node = graph.byKey.get(key);
    const judged = node === undefined ? undefined : judgeNode(node, graph, reach, isCertain);
    if (judged !== undefined) found.push({ ...judged, explains: explained(key, graph, reach) });
  }
  const stampOf = ({ key }: Weighed) => graph.byKey.get(key)?.from ?? Number.POSITIVE_INFINITY;
  return found
    .sort((a, b) => a.weight - b.weight || b.explains - a.explains || stampOf(a) - stampOf(b))
    .slice(0, most)
    .map(({ weight: _, ...beginning }) => beginning);
}

/** What is wrong in the trace: of the things it is about those that failed, else all returns that did. */
function symptomsOf({ byKey }: Graph, focus: readonly string[]): string[] {
  const isBad = (key: string) => hasFailed(byKey.get(key));
  const bad = focus.filter(isBad);
  if (bad.length > 0 || focus.some((key) => isEnd(byKey.get(key)))) return bad;
  return [...byKey.keys()].filter((key) => byKey.get(key)?.kind === 'return' && isBad(key));
}

function isEnd(node: TraceNode | undefined): boolean {
  return node !== undefined && (node.kind === 'return' || node.kind === 'result' || node.kind === 'state');
}

function hasFailed(node: TraceNode | undefined): boolean {
  return isEnd(node) && (node?.outcome === 'failed' || node?.outcome === 'missing');
}

type Graph = {
  readonly byKey: ReadonlyMap<string, TraceNode>;
  readonly into: ReadonlyMap<string, readonly TraceLink[]>;
  readonly out: ReadonlyMap<string, readonly TraceLink[]>;
};

function makeGraph(nodes: readonly TraceNode[], links: readonly TraceLink[]): Graph {
  const into = new Map<string, TraceLink[]>();
  const out = new Map<string, TraceLink[]>();
  const add = (map: Map<string, TraceLink[]>, key: string, link: TraceLink) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [link]);
    else list.push(link);
  };
  for (const link of links) {
    add(into, link.to, link);
    add(out, link.from, link);
  }
  return { byKey: new Map(nodes.map((node) => [node.key, node])), into, out };
}

type Reach = ReadonlyMap<string, { readonly isCertain: boolean }>;

/** All that leads to the focus, and whether a path of certain links does. */
function reachOf(focus: readonly string[], into: ReadonlyMap<string, readonly TraceLink[]>): Reach {
  const reach = new Map<string, { isCertain: boolean }>();
  const waiting = focus.map((key) => ({ key, isCertain: true }));
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    const known = reach.get(here.key);
    if (known !== undefined && (known.isCertain || !here.isCertain)) continue;
    reach.set(here.key, { isCertain: here.isCertain });
    for (const link of into.get(here.key) ?? []) {
      waiting.push({ key: link.from, isCertain: here.isCertain && link.certainty === 'certain' });
    }
  }
  return reach;
}

type Judgement = Omit<TraceBeginning, 'explains'> & {
  /** Smaller comes first: −1 for what the failure itself names, 1 for what only set off the run. */
  readonly weight: number;
};
type Weighed = Judgement & { readonly explains: number };

/** What a node is in the story; `undefined` when it is no beginning. */
function judgeNode(node: TraceNode, graph: Graph, reach: Reach, isCertain: boolean): Judgement | undefined {
  const causes = graph.into.get(node.key) ?? [];
  const effects = (graph.out.get(node.key) ?? []).filter(({ to }) => reach.has(to));
  const make: Make = (role, because, next, weight = 0) => ({
    key: node.key,
    role,
    certainty: isCertain && node.reasonCertainty !== 'inferred' ? 'certain' : 'inferred',
    because,
    next,
    weight,
  });
  switch (node.kind) {
    case 'state':
      return node.outcome !== 'failed' || causes.some(({ kind }) => kind === 'step-failed')
        ? undefined
        : make('failed-by-itself', rootReason(node), rootNext(node, causes, graph.byKey));
    case 'return':
      return judgeReturn(node, causes, make);
    case 'job':
      return effects.some(({ kind }) => kind === 'blocked-by')
        ? make('blocking-job', { code: 'begins-blocking', values: { jid: node.jid ?? '', fun: node.fun ?? '' } }, [
            { code: 'next-run-again', values: { jid: node.jid ?? '' } },
            { code: 'next-who', values: { user: node.user ?? '?' } },
          ])
        : undefined;
    case 'event':
      return effects.some(({ kind }) => kind === 'reaction') ? judgeTrigger(node, graph, reach, make) : undefined;
    default:
      return undefined;
  }
}

type Make = (role: Judgement['role'], because: TraceReason, next: readonly TraceReason[], weight?: number) => Judgement;

/** An event that set off a run that failed. It is the beginning when the failing state names what the event reports. */
function judgeTrigger(node: TraceNode, { byKey }: Graph, reach: Reach, make: Make): Judgement {
  const tag = node.tag ?? '';
  const path = watchedPath(tag);
  const isNamed =
    path !== undefined &&
    [...reach.keys()].some((key) => {
      const state = byKey.get(key)?.state;
      return state != null && `${state.comment}\n${state.output ?? ''}`.includes(path);
    });
  const next = [
    { code: 'next-event', values: {} },
    { code: path === undefined ? 'next-reactor' : 'next-who-changed', values: { path: path ?? '' } },
  ];
  return make(
    'trigger',
    { code: isNamed ? 'begins-trigger-named' : 'begins-trigger', values: { tag, path: path ?? '' } },
    next,
    isNamed ? -1 : 1,
  );
}

function rootReason({ state, minionCount }: TraceNode): TraceReason {
  const name = state?.sls == null ? (state?.id ?? '') : `${state.sls}.${state.id}`;
  return {
    code: 'begins-root',
    values: { state: name, fun: state?.fun ?? '', minions: minionCount, cascade: state?.cascade ?? 0 },
  };
}

function rootNext(node: TraceNode, causes: readonly TraceLink[], byKey: ReadonlyMap<string, TraceNode>): TraceReason[] {
  const next: TraceReason[] = [];
  const change = causes.find(({ kind }) => kind === 'file-changed');
  const changed = change === undefined ? undefined : byKey.get(change.from);
  if (node.state?.output != null) next.push({ code: 'next-output', values: {} });
  if (changed?.state != null) next.push({ code: 'next-change', values: { state: changed.state.id } });
  next.push({ code: 'next-differ', values: {} }, { code: 'next-last-good', values: {} });
  return next;
}

/** A failed return whose job ran no state that failed, and one that never came. */
function judgeReturn(node: TraceNode, causes: readonly TraceLink[], make: Make): Judgement | undefined {
  const values = { minions: node.minionCount };
  const others = causes.filter(({ kind }) => kind !== 'return-of');
  if (node.outcome === 'missing') {
    const reason = node.reason ?? 'unexplained';
    const role = reason === 'unexplained' ? 'unexplained' : reason === 'not-accepted' ? 'refused' : 'minion-away';
    const next = missingNext[reason] ?? ['next-minion'];
    return make(
      role,
      { code: `begins-${reason}`, values },
      next.map((code) => ({ code, values: {} })),
    );
  }
  if (node.outcome !== 'failed' || others.length > 0) return undefined;
  return make('failed-return', { code: node.errorText === null ? 'begins-failed' : 'begins-error', values }, [
    { code: 'next-return', values: {} },
    { code: 'next-differ', values: {} },
  ]);
}

const missingNext: Readonly<Record<string, readonly string[]>> = {
  'not-accepted': ['next-key'],
  'key-problem': ['next-key'],
  'restarted-mid-job': ['next-minion-log', 'next-lookup'],
  hung: ['next-minion-log'],
  'lost-connection': ['next-minion-up', 'next-network'],
  'no-answer-to-find-job': ['next-minion-up', 'next-network'],
  'finished-without-return': ['next-lookup', 'next-minion-log'],
  'never-seen': ['next-minion-up', 'next-key'],
  unexplained: ['next-minion-log', 'next-lookup'],
};

/** Failed and missing returns that can be reached from a node inside the trace of the symptoms. */
function explained(key: string, { byKey, out }: Graph, reach: Reach): number {
  const seen = new Set<string>();
  const waiting = [key];
  let count = 0;
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    if (seen.has(here) || !reach.has(here)) continue;
    seen.add(here);
    const node = byKey.get(here);
    // The orchestration's own return is no minion.
    if (node?.kind === 'return' && hasFailed(node) && node.minions[0] !== masterName) count += node.count;
    for (const link of out.get(here) ?? []) waiting.push(link.to);
  }
  return count;
}
