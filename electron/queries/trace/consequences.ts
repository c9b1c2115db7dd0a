// The operator *consequences of*, one step: what followed from a place.
import type { TraceReason } from '../../../shared/questions/trace.ts';
import { isObject } from '../../../shared/salt/json.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import type { CasePlaces } from './case-places.ts';
import { joined, missingLink, stateName } from './causes.ts';
import type { MemberGroup } from './members.ts';
import { certainStep, type Place, type Step } from './place.ts';
import { sameTrace } from './same-trace.ts';
import { sentEvents } from './sent-events.ts';
import { linkParts, linksFromEvent, linksFromJob, type StoredLink } from './stored-links.ts';

/** The consequences of a place. */
export function consequencesOf(places: CasePlaces, place: Place): Step[] {
  switch (place.what) {
    case 'event':
      return place.events.length === 1 ? consequencesOfEvent(places, place.events[0] ?? 0) : [];
    case 'job':
      return place.jids.length === 1 ? consequencesOfJob(places, place.jids[0] ?? 0) : [];
    case 'return':
      return consequencesOfReturn(places, place.group);
    case 'state':
      return [stateFailed(places, place)];
    case 'result':
      return consequencesOfResult(places, place.jid);
    case 'change':
    case 'schedule':
      return [];
  }
}

function stateFailed(places: CasePlaces, { group, root }: Place & { what: 'state' }): Step {
  const values = { state: stateName(root), fun: root.state, cascade: root.cascade };
  return certainStep(
    places.return(group),
    'state-failed',
    { code: 'root-failed', values },
    root.events,
    root.minions.length,
  );
}

function consequencesOfJob(places: CasePlaces, jid: number): Step[] {
  const { caseFile } = places;
  const stored = linksFromJob(caseFile, jid).filter(
    ({ kind, from_minion }) => kind !== 'retry' && from_minion === null,
  );
  const [job] = caseFile.rows<{ readonly event: number }>('SELECT event FROM job WHERE jid = :jid', { jid });
  const steps: Step[] = places
    .groups(jid)
    .map((group) =>
      certainStep(
        places.return(group),
        'return-of',
        { code: group.returns.length > 0 ? 'same-jid' : 'expected-by-new', values: { jid: places.jidText(jid) } },
        [...(job === undefined ? [] : [job.event]), ...group.returns],
        group.minions.length,
      ),
    );
  const children = new Set(stored.filter(({ kind }) => kind === 'child-of').map(({ to_job }) => to_job));
  const isOver = children.size > 0;
  for (const link of stored) {
    if (link.kind === 'asks-about' || link.kind === 'blocked-by') continue;
    // Once the jobs of the steps are named, their announcements are only evidence.
    if (link.kind === 'step-of' && isOver) continue;
    steps.push({ to: effectOf(places, link), ...linkParts(link), count: 1 });
  }
  steps.push(...asking(places, jid, stored), ...refused(places, stored), ...sentEvents(places, jid));
  return steps;
}

function effectOf(places: CasePlaces, link: StoredLink): Place {
  if (link.to_event !== null) return places.placeOf(link.to_event);
  const jid = link.to_job ?? 0;
  const group = link.to_minion === null ? undefined : places.member(jid, link.to_minion);
  return group === undefined ? places.job(jid) : places.return(group);
}

/** The polls about a job, as one. */
function asking(places: CasePlaces, jid: number, stored: readonly StoredLink[]): Step[] {
  const byFun = new Map<string, StoredLink[]>();
  for (const link of stored) {
    if (link.kind !== 'asks-about') continue;
    const list = byFun.get(link.because);
    if (list === undefined) byFun.set(link.because, [link]);
    else list.push(link);
  }
  return [...byFun].map(([because, links]) => {
    const reason: TraceReason = JSON.parse(because);
    const to = places.jobs(
      links.flatMap(({ to_job: job }) => job ?? []),
      `${reason.values.fun}/${places.jidText(jid)}`,
    );
    return { to, ...joined(links), count: links.length };
  });
}

/** The returns that were refused because of this job, by the groups of their jobs. */
function refused(places: CasePlaces, stored: readonly StoredLink[]): Step[] {
  const byJob = new Map<number, StoredLink[]>();
  for (const link of stored) {
    if (link.kind !== 'blocked-by' || link.to_job === null) continue;
    const list = byJob.get(link.to_job);
    if (list === undefined) byJob.set(link.to_job, [link]);
    else list.push(link);
  }
  const steps: Step[] = [];
  for (const [job, links] of byJob) {
    for (const group of places.groups(job)) {
      const own = links.filter(({ to_minion: minion }) => minion !== null && group.minions.includes(minion));
      if (own.length > 0) steps.push({ to: places.return(group), ...joined(own), count: own.length });
    }
  }
  return steps;
}

function consequencesOfReturn(places: CasePlaces, group: MemberGroup): Step[] {
  const bad = group.outcome === 'failed' || group.outcome === 'missing';
  const because = {
    code: bad ? 'part-failed' : 'part-ended',
    values: { minions: group.minions.length, outcome: group.outcome },
  };
  const isBadJob = places.groups(group.jid).some(({ outcome }) => outcome === 'failed' || outcome === 'missing');
  const steps: Step[] = [];
  // What came back well does not make a job fail.
  if (bad || !isBadJob) {
    steps.push(certainStep(places.result(group.jid), 'part-of', because, group.returns, group.minions.length));
  }
  const wanted = new Set(group.minions);
  for (const link of linksFromJob(places.caseFile, group.jid)) {
    if (link.kind !== 'beacon-of' || !wanted.has(link.from_minion ?? -1)) continue;
    steps.push({ to: effectOf(places, link), ...linkParts(link), count: 1 });
  }
  return steps;
}

/** A job of an orchestration that failed makes its step fail; a command that failed is run again. */
function consequencesOfResult(places: CasePlaces, jid: number): Step[] {
  const { caseFile } = places;
  const steps: Step[] = linksFromJob(caseFile, jid)
    .filter(({ kind }) => kind === 'retry')
    .map((link) => ({ to: places.job(link.to_job ?? 0), ...linkParts(link), count: 1 }));
  const parents = caseFile.rows<{ readonly from_job: number }>(
    "SELECT from_job FROM link WHERE to_job = :jid AND kind = 'child-of' AND certainty = 'certain'",
    { jid },
  );
  const text = places.jidText(jid);
  for (const { from_job: parent } of parents) {
    for (const group of places.groups(parent)) {
      for (const state of places.states(group)) {
        if (state.what !== 'state' || !namesJob(places, state, text)) continue;
        const because = { code: 'step-jid', values: { step: state.root.id } };
        steps.push(certainStep(state, 'step-failed', because, state.root.events));
      }
    }
  }
  return steps;
}

function namesJob(places: CasePlaces, { root }: Place & { what: 'state' }, jid: string): boolean {
  const [event] = root.events;
  const value = event === undefined ? undefined : places.caseFile.event(event).data.return;
  const data = isObject(value) ? value.data : undefined;
  if (!isObject(data)) return false;
  return Object.values(data).some(
    (states) =>
      isObject(states) &&
      Object.entries(states).some(
        ([tag, state]) =>
          isObject(state) && state.__jid__ === jid && (state.__id__ === root.id || tag.includes(`_|-${root.id}_|-`)),
      ),
  );
}

/** Kinds that explain missing returns. */
const explaining = new Set(['minion-start', 'presence', 'key', 'auth']);
const mostMinions = 200;

function consequencesOfEvent(places: CasePlaces, event: number): Step[] {
  const { caseFile } = places;
  const steps: Step[] = linksFromEvent(caseFile, event).map((link) => ({
    to: effectOf(places, link),
    ...linkParts(link),
    count: 1,
  }));
  const kind = kinds[caseFile.columns.value('kind', event)] ?? 'unknown';
  if (explaining.has(kind)) steps.push(...explained(places, event, kind));
  steps.push(...sameTrace(places, event, 'consequences'));
  return steps;
}

/** Returns that are missing for a reason that this event shows. */
function explained(places: CasePlaces, event: number, kind: string): Step[] {
  const { caseFile } = places;
  const minions = kind === 'presence' ? lostMinions(places, event) : [caseFile.columns.value('minion', event)];
  const jobs = new Map<number, Set<number>>();
  for (const minion of minions.slice(0, mostMinions)) {
    // By the index job_minion_missing.
    const rows = caseFile.rows<{
      readonly jid: number;
      readonly evidence: string | null;
      readonly also: string | null;
    }>('SELECT jid, evidence, also FROM job_minion WHERE minion = :minion AND event IS NULL LIMIT 1000', { minion });
    for (const { jid, evidence, also } of rows) {
      if (!names(evidence, event) && !names(also, event)) continue;
      jobs.set(jid, (jobs.get(jid) ?? new Set()).add(minion));
    }
  }
  const steps: Step[] = [];
  for (const [jid, wanted] of jobs) {
    for (const group of places.groups(jid)) {
      const own = group.minions.filter((minion) => wanted.has(minion));
      const reason = [group.reason, ...group.also].find((one) => one?.evidence.includes(event) === true);
      if (own.length === 0 || reason == null) continue;
      const link = missingLink(reason.reason, reason.certainty, own.length);
      steps.push({ to: places.return(group), ...link, evidence: [event], count: own.length });
    }
  }
  return steps;
}

/** True when a JSON text of evidence holds the event. */
function names(text: string | null, event: number): boolean {
  return text !== null && new RegExp(`\\b${event}\\b`).test(text);
}

function lostMinions(places: CasePlaces, event: number): number[] {
  const { lost } = places.caseFile.event(event).data;
  const minions = places.caseFile.dictionary('minion');
  return Array.isArray(lost)
    ? lost.flatMap((name) => (typeof name === 'string' ? minions.id(name) : 0)).filter(Boolean)
    : [];
}
