// Scores where the trace of a job says that it began, and the links that it draws, against what was planted.
import { jobsList } from '../../electron/queries/jobs-list.ts';
import { trace } from '../../electron/queries/trace/trace.ts';
import type { TraceAnswer, TraceBeginning, TraceNode } from '../../shared/questions/trace.ts';
import type { DerivedCase } from '../support/derived-capture.ts';
import type { PlantedLink, PlantedRoot } from '../support/incident-maker/planted.ts';
import type { Expected, ExpectedRoot } from './expected.ts';

/** Kinds of links of which a drawn one that was not planted is invented: the others are true of every job. */
const plantedKinds: ReadonlySet<string> = new Set(['reaction', 'blocked-by']);

/** What a link's end is about. */
type End = { readonly jid: string | null; readonly minion: string | null; readonly tag: string };

/** What is said instead of the planted roots; the roots of one job have to be its first beginnings, in any order. */
export async function rootMisses(
  derived: DerivedCase,
  roots: readonly ExpectedRoot[],
): Promise<(string | undefined)[]> {
  const misses: (string | undefined)[] = [];
  for (const { jid, root } of roots) {
    const { beginnings, nodes } = await derived.ask(trace, { jid });
    const ofJob = roots.filter((one) => one.jid === jid).length;
    const first = beginnings.slice(0, ofJob);
    const isThere = first.some((one) =>
      isRoot(
        root,
        one,
        nodes.find(({ key }) => key === one.key),
      ),
    );
    const said = first.map(({ role, key }) => `${role} ${key}`).join(', ') || 'nothing';
    misses.push(isThere ? undefined : `${jid}: it is said to begin with ${said}, not ${JSON.stringify(root)}`);
  }
  return misses;
}

function isRoot(root: PlantedRoot, { role }: TraceBeginning, node: TraceNode | undefined): boolean {
  if (node === undefined) return false;
  switch (root.is) {
    case 'state':
      if (role === 'trigger' && root.trigger !== undefined) return node.tag === root.trigger;
      return node.state?.sls === root.sls && node.state.id === root.id && node.state.fun === root.fun;
    case 'refusal':
      return node.errorText?.includes(root.text) === true;
    case 'blocked':
      return role === 'blocking-job' && node.jid === root.by;
    case 'missing':
      return node.reason !== null && node.minions.every((minion) => root.minions.includes(minion));
    case 'key':
      return false;
  }
}

/** Links that were planted: right, found with another certainty, not found; and drawn ones that never were. */
export type LinkScore = {
  readonly right: number;
  readonly of: number;
  readonly wrong: readonly string[];
  readonly notFound: readonly string[];
  readonly invented: readonly string[];
};

/** Scores the links. */
export async function scoreLinks(derived: DerivedCase, { links, otherReactions }: Expected): Promise<LinkScore> {
  const wrong: string[] = [];
  const notFound: string[] = [];
  let right = 0;
  for (const link of links) {
    const to = endOf(link.to);
    const said = textOf(link);
    const answer = to.jid === null ? undefined : await derived.ask(trace, { jid: to.jid });
    const found = answer === undefined ? [] : linksLike(answer, link);
    if (found.some((one) => one.certainty === link.certainty)) right += 1;
    else if (found.length > 0) wrong.push(`${said} is said to be ${found.map((one) => one.certainty).join()}`);
    else notFound.push(`${said} is not found`);
  }
  const invented = await inventedLinks(derived, links, otherReactions);
  return { right, of: links.length, wrong, notFound, invented };
}

function linksLike({ links, nodes }: TraceAnswer, planted: PlantedLink) {
  const nodeOf = (key: string) => nodes.find((node) => node.key === key);
  return links.filter(
    (link) =>
      link.kind === planted.kind &&
      isEnd(nodeOf(link.from), endOf(planted.from)) &&
      isEnd(nodeOf(link.to), endOf(planted.to)),
  );
}

async function inventedLinks(
  derived: DerivedCase,
  links: readonly PlantedLink[],
  otherReactions: readonly string[],
): Promise<string[]> {
  const invented = new Set<string>();
  const body = { filter: '', internal: false, sort: 'jid', descending: false, offset: 0, limit: 300 } as const;
  for (const { jid } of (await derived.ask(jobsList, body)).rows) {
    const answer = await derived.ask(trace, { jid });
    const nodeOf = (key: string) => answer.nodes.find((node) => node.key === key);
    for (const link of answer.links) {
      const [from, to] = [nodeOf(link.from), nodeOf(link.to)];
      if (!plantedKinds.has(link.kind) || to?.jid === null || to === undefined) continue;
      const isPlanted = links.some(
        (one) => one.kind === link.kind && isEnd(from, endOf(one.from)) && endOf(one.to).jid === to.jid,
      );
      if (!isPlanted && !otherReactions.includes(to.jid))
        invented.add(`${link.kind} ${from?.tag ?? link.from} → ${link.to} is invented`);
    }
  }
  return [...invented];
}

function isEnd(node: TraceNode | undefined, { jid, minion, tag }: End): boolean {
  if (node === undefined) return false;
  if (jid === null) return node.tag === tag;
  return node.jid === jid && (minion === null || node.minions.includes(minion));
}

/** A tag as the end of a link: a job, one minion's return, or an event. */
function endOf(tag: string): End {
  const [, jid, minion] = /^(?:salt\/(?:job|run|wheel)\/)?(\d{20})(?:\/new|\/ret\/(.+))?$/.exec(tag) ?? [];
  return { jid: jid ?? null, minion: minion ?? null, tag };
}

function textOf({ kind, certainty, from, to }: PlantedLink): string {
  return `${certainty} ${kind} ${from} → ${to}`;
}
