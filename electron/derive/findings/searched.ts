// Findings of rules that are a filter or a sequence: events in groups, often enough and close enough together.

import type { FindingRule, Grouping } from '../../../shared/keep/finding-rule.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import type { Candidate } from '../../analysis/finding-draft.ts';
import { groupByTime, together } from '../../analysis/merge-candidates.ts';
import { selectEvents } from '../../queries/selection.ts';
import { sequenceMatches } from '../../queries/sequence-matches.ts';
import { segmentLength } from '../../store/columns/column-defs.ts';
import { type Ground, Stopped } from './ground.ts';

/** One event, or the events of one match. */
type Hit = { readonly events: readonly number[]; readonly first: number; readonly last: number };

/** Hits looked at; a rule that fits more of a capture says nothing about any of them. */
const mostHits = 200_000;
const matchesAtOnce = 1_000;
/** A group that has its events close enough together once takes in those that follow; the busiest stretch would be arbitrary. */
const context = { isCancelled: () => false, zone: 'UTC' };

/** What a rule of a filter or a sequence finds. */
export async function searchedFindings(ground: Ground, rule: FindingRule): Promise<Candidate[]> {
  const hits = await hitsOf(ground, rule);
  const groups = Map.groupBy(hits, (hit) => rule.groupBy.map((by) => groupValue(ground, by, hit)).join('\u001f'));
  const candidates: Candidate[] = [];
  for (const [key, group] of groups) {
    for (const run of runsOf(group, rule)) candidates.push(candidateOf(ground, rule, key, run));
    await ground.pause();
  }
  if (rule.togetherS === null) return candidates;
  return groupByTime(candidates, rule.togetherS * 1e6).map((some) => merged(ground, some));
}

async function hitsOf(ground: Ground, rule: FindingRule): Promise<Hit[]> {
  const { search } = rule;
  if (search.kind === 'filter') return filterHits(ground, search.filter);
  if (search.kind !== 'sequence') return [];
  const hits: Hit[] = [];
  for (let offset = 0; hits.length < mostHits; offset += matchesAtOnce) {
    const body = {
      sequence: search.sequence,
      filter: '',
      states: [search.report],
      offset,
      limit: matchesAtOnce,
      waitMs: 100,
    };
    let page = await sequenceMatches(ground.caseFile, body, context);
    while (page.ok && !page.value.isDone) {
      await ground.pause();
      page = await sequenceMatches(ground.caseFile, body, context);
    }
    await ground.pause();
    // A rule is read with its sequence: what fails here was stopped.
    if (!page.ok) throw new Stopped();
    for (const { events } of page.value.rows) {
      const ids = events.map(({ id }) => id);
      const stamps = ids.map(ground.stampOf);
      hits.push({ events: ids, first: Math.min(...stamps), last: Math.max(...stamps) });
    }
    if (page.value.rows.length < matchesAtOnce) break;
  }
  return hits;
}

async function filterHits(ground: Ground, filter: string): Promise<Hit[]> {
  const selected = await selectEvents(ground.caseFile, { filter }, context);
  await ground.pause();
  if (!selected.ok) throw new Stopped();
  const hits: Hit[] = [];
  for (const [segment, mask] of selected.value.masks.entries()) {
    if ((selected.value.ones[segment] ?? 0) === 0) continue;
    for (let at = 0; at < segmentLength && hits.length < mostHits; at += 1) {
      if (mask[at] !== 1) continue;
      const event = segment * segmentLength + at + 1;
      const stamp = ground.stampOf(event);
      hits.push({ events: [event], first: stamp, last: stamp });
    }
    await ground.pause();
  }
  return hits;
}

/** The stretches of a group in which it is found: those with so many hits within so long. */
function runsOf(hits: readonly Hit[], { atLeast, withinS }: FindingRule): Hit[][] {
  const sorted = hits.toSorted((a, b) => a.first - b.first);
  if (withinS === null) return sorted.length >= atLeast ? [sorted] : [];
  const within = withinS * 1e6;
  const isIn = new Uint8Array(sorted.length);
  for (let at = 0; at + atLeast <= sorted.length; at += 1) {
    const last = sorted[at + atLeast - 1];
    if (last !== undefined && last.first - (sorted[at]?.first ?? 0) <= within) isIn.fill(1, at, at + atLeast);
  }
  const runs: Hit[][] = [];
  for (const [at, hit] of sorted.entries()) {
    if (isIn[at] !== 1) continue;
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run !== undefined && before !== undefined && hit.first - before.last <= within) run.push(hit);
    else runs.push([hit]);
  }
  return runs;
}

function candidateOf(ground: Ground, rule: FindingRule, key: string, hits: readonly Hit[]): Candidate {
  const events = hits.flatMap((hit) => hit.events);
  const about = together([
    {
      minions: new Set(events.map(ground.minionOf).filter((minion) => minion !== 0)),
      jids: new Set(events.map(ground.jidOf).filter((jid) => jid !== 0)),
      events,
      first: Math.min(...hits.map(({ first }) => first)),
      last: Math.max(...hits.map(({ last }) => last)),
    },
  ]);
  const shown = key.replaceAll('\u001f', ' ');
  return { ...about, key: rule.togetherS === null ? shown : '', values: valuesOf(ground, about, hits.length) };
}

function merged(ground: Ground, some: readonly Candidate[]): Candidate {
  const about = together(some);
  const count = some.reduce((sum, { values }) => sum + (typeof values.count === 'number' ? values.count : 0), 0);
  return { ...about, key: `${about.first ?? ''}`, values: valuesOf(ground, about, count) };
}

function valuesOf(ground: Ground, about: ReturnType<typeof together>, count: number): Candidate['values'] {
  const [event] = about.events;
  const { first, last } = about;
  return {
    minions: { list: [...about.minions].map(ground.minionName).toSorted(naturalOrder) },
    jobs: { list: [...about.jids].map(ground.jidText) },
    count,
    span: { seconds: first === null || last === null ? 0 : (last - first) / 1e6 },
    tag: event === undefined ? '' : ground.caseFile.tag(event),
    fun: event === undefined ? '' : ground.funText(ground.funOf(event)),
  };
}

function groupValue(ground: Ground, by: Grouping, { events }: Hit): string {
  const event = events.at(-1) ?? 0;
  switch (by) {
    case 'minion':
      return ground.minionName(ground.minionOf(event));
    case 'jid':
      return ground.jidText(ground.jidOf(event));
    case 'fun':
      return ground.funText(ground.funOf(event));
    case 'user': {
      const user = ground.caseFile.columns.value('user', event);
      return user === 0 ? '' : ground.caseFile.dictionary('user').text(user);
    }
    case 'tag':
      return ground.caseFile.tag(event);
  }
}
