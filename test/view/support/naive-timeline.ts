// The timeline's questions answered by going through all events, one by one: what views of lanes are tested with.
import type { EventRow } from '../../../shared/questions/event-row.ts';
import { masterName } from '../../../shared/questions/job-row.ts';
import type { Answer, Body, Selection } from '../../../shared/questions/questions.ts';
import type { TimelineQuestions } from '../../../shared/questions/timeline.ts';
import { outcomes } from '../../../shared/salt/job-outcome.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';

type Answers = { readonly [N in keyof TimelineQuestions]: (body: Body<N>) => Answer<N> };

function nameOf(row: EventRow, by: Body<'timeline.lanes'>['by']): string {
  switch (by) {
    case 'minion':
      return row.minion ?? masterName;
    case 'job':
      return row.jid ?? '';
    case 'user':
      return row.user ?? '';
    case 'fun':
      return row.fun.join(', ');
    case 'source':
      return row.source;
    case 'master':
      return '';
  }
}

const isFailure = (row: EventRow) => row.kind === 'ret' && row.outcomes.includes('failed');

/** Answers over `all`; `select` gives those of a filter and a span. Tiles are empty: pictures are tested by their own tests. */
export function naiveTimeline(
  all: readonly EventRow[],
  select: (selection: Selection) => readonly EventRow[],
): Answers {
  const names = (by: Body<'timeline.lanes'>['by']) =>
    [...new Set(all.map((row) => nameOf(row, by)))].sort((a, b) => naturalOrder(a, b));
  const idOf = (by: Body<'timeline.lanes'>['by'], name: string) =>
    name === '' || name === masterName ? 0 : names(by).indexOf(name) + 1;
  const count = (values: readonly string[]) => {
    const counts = new Map<string, number>();
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts].map(([value, n]) => ({ value, count: n })).sort((a, b) => b.count - a.count);
  };
  return {
    'timeline.lanes': ({ by, find = '', group, sort, ...selection }) => {
      const rows = select(selection);
      const groupOf = (name: string) =>
        group?.by === 'part' ? (name.split(group.separator).at(group.part) ?? '') : '';
      const lanes = [...new Set(rows.map((row) => nameOf(row, by)))]
        .filter((name) => name.toLowerCase().includes(find.toLowerCase()))
        .map((name) => ({ name, group: groupOf(name), own: rows.filter((row) => nameOf(row, by) === name) }))
        .sort(
          (a, b) =>
            naturalOrder(a.group, b.group) ||
            (sort === 'failures' ? b.own.filter(isFailure).length - a.own.filter(isFailure).length : 0) ||
            naturalOrder(a.name, b.name),
        );
      const groups = [...new Set(lanes.map((lane) => lane.group))];
      const stamps = (own: readonly EventRow[]) => own.map((row) => row.stamp ?? Number.NaN);
      return {
        revision: 1,
        ids: Uint32Array.from(lanes, (lane) => idOf(by, lane.name)),
        names: lanes.map((lane) => lane.name),
        events: Uint32Array.from(lanes, (lane) => lane.own.length),
        failures: Uint32Array.from(lanes, (lane) => lane.own.filter(isFailure).length),
        firstFailure: Float64Array.from(lanes, (lane) => stamps(lane.own.filter(isFailure))[0] ?? Number.NaN),
        firstEvent: Float64Array.from(lanes, (lane) => Math.min(...stamps(lane.own))),
        lastEvent: Float64Array.from(lanes, (lane) => Math.max(...stamps(lane.own))),
        group: Uint32Array.from(lanes, (lane) => groups.indexOf(lane.group)),
        groups,
        total: lanes.length,
        count: rows.length,
        extent: rows.length === 0 ? null : { from: Math.min(...stamps(rows)), to: Math.max(...stamps(rows)) },
      };
    },
    'timeline.tile': ({ level, tile, lanes, isMerged }) => {
      const starts = new Uint32Array((isMerged ? 1 : lanes.length) + 1);
      const none = new Uint32Array(0);
      return {
        revision: 1,
        level,
        tile,
        counts: new Uint32Array(starts.length - 1),
        failures: new Uint32Array(starts.length - 1),
        cellStarts: starts,
        cell: new Uint8Array(0),
        cellCount: none,
        cellFailures: none,
        cellOutcomes: new Uint8Array(0),
        cellActivity: new Uint16Array(0),
        itemStarts: starts,
        itemFrom: new Float64Array(0),
        itemTo: new Float64Array(0),
        itemEvent: none,
        itemKind: new Uint8Array(0),
        itemOutcome: new Uint8Array(0),
        itemFlags: new Uint8Array(0),
        itemDepth: new Uint8Array(0),
        itemJob: none,
        itemMinion: none,
        itemLabel: none,
        labels: [''],
      };
    },
    'timeline.inside': ({ event }) => ({ event, from: 0, to: 0, states: [], total: 0, placed: 'none', ticks: [] }),
    'timeline.bands': () => ({ revision: 1, bands: [], total: 0 }),
    'timeline.area': ({ filter, span, by, lanes }) => {
      const wanted = lanes === undefined ? null : new Set(lanes);
      const rows = select({ filter, span }).filter((row) => wanted === null || wanted.has(idOf(by, nameOf(row, by))));
      const funs = count(rows.flatMap((row) => row.fun));
      const minions = count(rows.flatMap((row) => row.minion ?? []));
      const returns = rows.filter((row) => row.kind === 'ret');
      const counted = outcomes
        .map((outcome) => ({ outcome, count: returns.filter((row) => row.outcomes.includes(outcome)).length }))
        .filter((one) => one.count > 0);
      return {
        revision: 1,
        events: rows.length,
        lanes: wanted?.size ?? names(by).length,
        open: 0,
        kinds: count(rows.map((row) => row.kind)),
        outcomes: counted,
        funs,
        minions,
        distinctFuns: funs.length,
        distinctMinions: minions.length,
        filter: filter === '' ? 'minion:web2' : `${filter} minion:web2`,
      };
    },
    'timeline.next': ({ filter, by, from, isBackward }) => {
      const failures = select({ filter }).filter((row) => isFailure(row) && row.stamp !== null);
      const row = isBackward
        ? failures.findLast((one) => (one.stamp ?? 0) < from)
        : failures.find((one) => (one.stamp ?? 0) > from);
      if (row === undefined) return { failure: null };
      const lane = idOf(by, nameOf(row, by));
      return { failure: { event: row.id, stamp: row.stamp ?? 0, lane, outcome: 'failed', minion: 0 } };
    },
    'timeline.item': ({ event }) => {
      const row = all.find((one) => one.id === event) ?? all[0];
      if (row === undefined) throw new Error('there is no event');
      const to = row.stamp ?? 0;
      return {
        event: row,
        from: to - (row.durationUs ?? 0),
        to,
        isOpen: false,
        minion: row.minion,
        outcome: row.outcomes[0] ?? null,
        job: null,
        missingBecause: null,
        states: null,
      };
    },
    'timeline.grains': () => ({ grains: [] }),
    'timeline.places': ({ events, jids }) => ({
      events: events.flatMap((id) => all.find((row) => row.id === id) ?? []),
      jobs: jids.flatMap((jid) => {
        const first = all.find((row) => row.jid === jid);
        return first === undefined ? [] : [{ jid, first }];
      }),
    }),
  };
}
