// Places of a trace → the nodes that a client gets.
import type { Stamp } from '../../../shared/base/stamp.ts';
import { masterName } from '../../../shared/questions/job-row.ts';
import type { TraceNode } from '../../../shared/questions/trace.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import { eventFlags, listSeparator } from '../../store/columns/column-defs.ts';
import type { CasePlaces } from './case-places.ts';
import type { MemberGroup } from './members.ts';
import { mostEvidence, type Place } from './place.ts';

const mostMinions = 50;

/** What is known of the steps around a node: `undefined` when nobody looked. */
export type NodeMore = { readonly causes: number | undefined; readonly consequences: number | undefined };

/** Describes one place. */
export function describePlace(places: CasePlaces, place: Place, more: NodeMore): TraceNode {
  const around = { moreCauses: more.causes ?? null, moreConsequences: more.consequences ?? null };
  switch (place.what) {
    case 'event':
      return { ...base(place.key, 'event'), ...ofEvents(places, place.events), ...around };
    case 'job':
      return { ...base(place.key, 'job'), ...ofJobs(places, place.jids), ...around };
    case 'result':
      return { ...base(place.key, 'result'), ...ofResult(places, place.jid), ...around };
    case 'return':
      return { ...base(place.key, 'return'), ...ofGroup(places, place.group, place.group.minions), ...around };
    case 'state': {
      const { sls, id, state, comment, output, cascade, events, minions } = place.root;
      const node = { sls, id, fun: state, comment, output: output ?? null, cascade };
      return {
        ...base(place.key, 'state'),
        ...ofReturns(places, place.group.jid, events),
        ...namesOf(minions),
        count: events.length,
        outcome: 'failed',
        state: node,
        ...around,
      };
    }
    case 'change': {
      const { sls, id, fun, comment, events } = place.change;
      const minions = events.map((event) => nameOf(places, places.caseFile.columns.value('minion', event)));
      return {
        ...base(place.key, 'state'),
        ...ofReturns(places, place.group.jid, events),
        ...namesOf(minions),
        count: events.length,
        outcome: 'changed',
        state: { sls, id, fun, comment, output: null, cascade: 0 },
        ...around,
      };
    }
    case 'schedule':
      return {
        ...base(place.key, 'schedule'),
        ...namesOf([nameOf(places, place.minion)]),
        name: place.name,
        ...around,
      };
  }
}

function base(key: string, kind: TraceNode['kind']): Omit<TraceNode, 'moreCauses' | 'moreConsequences'> {
  return {
    key,
    kind,
    count: 1,
    minions: [],
    minionCount: 0,
    from: null,
    to: null,
    events: [],
    jid: null,
    fun: null,
    user: null,
    tag: null,
    eventKind: null,
    outcome: null,
    reason: null,
    reasonCertainty: null,
    state: null,
    errorText: null,
    name: null,
  };
}

function ofEvents(places: CasePlaces, events: readonly number[]): Partial<TraceNode> {
  const { columns } = places.caseFile;
  const [first = 0] = events;
  const minions = events.flatMap((event) => {
    const minion = columns.value('minion', event);
    return minion === 0 ? [] : [nameOf(places, minion)];
  });
  const jid = columns.value('jid', first);
  return {
    ...spanOf(places, events),
    ...namesOf([...new Set(minions)]),
    count: events.length,
    tag: places.caseFile.tag(first),
    eventKind: kinds[columns.value('kind', first)] ?? 'unknown',
    jid: jid === 0 || events.length > 1 ? null : places.jidText(jid),
  };
}

type StoredHead = {
  readonly fun: number | null;
  readonly user: number | null;
  readonly event: number;
  readonly started: number | null;
  readonly ended: number | null;
  readonly failed: number;
  readonly missing: number | null;
};

function headOf(places: CasePlaces, jid: number): StoredHead | undefined {
  return places.caseFile.rows<StoredHead>(
    'SELECT fun, user, event, started, ended, failed, missing FROM job WHERE jid = :jid',
    { jid },
  )[0];
}

function jobNames(places: CasePlaces, head: StoredHead | undefined): Pick<TraceNode, 'fun' | 'user'> {
  const { caseFile } = places;
  return {
    fun: head?.fun == null ? null : caseFile.dictionary('fun').text(head.fun).replaceAll(listSeparator, ', '),
    user: head?.user == null ? null : caseFile.dictionary('user').text(head.user),
  };
}

function ofJobs(places: CasePlaces, jids: readonly number[]): Partial<TraceNode> {
  const heads = jids.slice(0, mostEvidence).map((jid) => headOf(places, jid));
  const [first] = heads;
  const events = heads.flatMap((head) => head?.event ?? []);
  const single = jids.length === 1 ? places.groups(jids[0] ?? 0).flatMap(({ minions }) => minions) : [];
  return {
    ...spanOf(places, events),
    ...namesOf(single.map((minion) => nameOf(places, minion))),
    ...jobNames(places, first),
    count: jids.length,
    jid: jids.length === 1 ? places.jidText(jids[0] ?? 0) : null,
  };
}

/** The result stands where the last return came, and shows the worst that became of a minion. */
function ofResult(places: CasePlaces, jid: number): Partial<TraceNode> {
  const head = headOf(places, jid);
  const groups = places.groups(jid);
  const end = head?.ended ?? head?.started ?? null;
  const last = groups.flatMap(({ returns }) => returns).at(-1);
  return {
    ...namesOf(groups.flatMap(({ minions }) => minions.map((minion) => nameOf(places, minion)))),
    ...jobNames(places, head),
    from: end,
    to: end,
    events: last === undefined ? (head === undefined ? [] : [head.event]) : [last],
    jid: places.jidText(jid),
    outcome: groups[0]?.outcome ?? null,
  };
}

function ofGroup(places: CasePlaces, group: MemberGroup, minions: readonly number[]): Partial<TraceNode> {
  const asked = group.returns.length > 0 ? [] : [headOf(places, group.jid)?.event ?? 0].filter((event) => event !== 0);
  return {
    ...ofReturns(places, group.jid, group.returns.length > 0 ? group.returns : asked),
    ...namesOf(minions.map((minion) => nameOf(places, minion))),
    count: group.minions.length,
    outcome: group.outcome,
    reason: group.reason?.reason ?? null,
    reasonCertainty: group.reason?.certainty ?? null,
    errorText: group.errorText,
  };
}

function ofReturns(places: CasePlaces, jid: number, events: readonly number[]): Partial<TraceNode> {
  return { ...spanOf(places, events), ...jobNames(places, headOf(places, jid)), jid: places.jidText(jid) };
}

function spanOf(places: CasePlaces, events: readonly number[]): Pick<TraceNode, 'from' | 'to' | 'events'> {
  const { columns } = places.caseFile;
  let from: Stamp | null = null;
  let to: Stamp | null = null;
  for (const event of events) {
    if ((columns.value('flags', event) & eventFlags.stampless) !== 0) continue;
    const stamp = columns.value('stamp', event);
    if (from === null || stamp < from) from = stamp;
    if (to === null || stamp > to) to = stamp;
  }
  return { from, to, events: events.slice(0, mostEvidence) };
}

function namesOf(names: readonly string[]): Pick<TraceNode, 'minions' | 'minionCount'> {
  return { minions: names.toSorted(naturalOrder).slice(0, mostMinions), minionCount: names.length };
}

function nameOf(places: CasePlaces, minion: number): string {
  return minion === 0 ? masterName : places.minionText(minion);
}

/** True for what failed or never came. */
export function isBad(outcome: JobOutcome | null): boolean {
  return outcome === 'failed' || outcome === 'missing';
}
