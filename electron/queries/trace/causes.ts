// The operator *causes of*, one step: what brought a place about.

import type { Certainty, MissingReason } from '../../../shared/questions/job-row.ts';
import { isObject } from '../../../shared/salt/json.ts';
import { kinds } from '../../../shared/salt/kind.ts';
import { eventFlags } from '../../store/columns/column-defs.ts';
import type { CasePlaces } from './case-places.ts';
import { changesBefore } from './changes-before.ts';
import { certainStep, eventPlace, mostEvidence, type Place, type Step } from './place.ts';
import { sameTrace } from './same-trace.ts';
import { sendingJob } from './sent-events.ts';
import { linkParts, linksToEvent, linksToJob, type StoredLink } from './stored-links.ts';

/** The causes of a place. */
export function causesOf(places: CasePlaces, place: Place): Step[] {
  switch (place.what) {
    case 'event':
      return place.events.length === 1 ? causesOfEvent(places, place.events[0] ?? 0) : [];
    case 'job':
      return place.jids.length === 1 ? causesOfJob(places, place.jids[0] ?? 0) : [];
    case 'return':
      return causesOfReturn(places, place);
    case 'state':
      return [...failedSteps(places, place), ...changesBefore(places, place)];
    case 'result':
      return causesOfResult(places, place.jid);
    case 'change':
    case 'schedule':
      return [];
  }
}

function causesOfJob(places: CasePlaces, jid: number): Step[] {
  const stored = linksToJob(places.caseFile, jid).filter(({ to_minion }) => to_minion === null);
  const hasParent = stored.some(({ kind, certainty }) => kind === 'child-of' && certainty !== 'possible');
  const steps = stored
    // The announcement of a step is evidence of the link to its orchestration; on its own it is the cause.
    .filter(({ kind }) => kind !== 'step-of' || !hasParent)
    .map((link) => ({ to: causeOf(places, link), ...linkParts(link), count: 1 }));
  const schedule = scheduleOf(places, jid);
  return schedule === undefined ? steps : [...steps, schedule];
}

/** The other end of a stored link; a retry is of what became of the job before. */
function causeOf(places: CasePlaces, link: StoredLink): Place {
  if (link.from_event !== null) return places.placeOf(link.from_event);
  const jid = link.from_job ?? 0;
  if (link.kind === 'retry') return places.result(jid);
  const group = link.from_minion === null ? undefined : places.member(jid, link.from_minion);
  return group === undefined ? places.job(jid) : places.return(group);
}

function scheduleOf(places: CasePlaces, jid: number): Step | undefined {
  const { caseFile } = places;
  const [row] = caseFile.rows<{ readonly minion: number; readonly event: number }>(
    `SELECT m.minion, m.event FROM job AS j JOIN job_minion AS m ON m.jid = j.jid
     WHERE j.jid = :jid AND j.origin_kind = 'schedule' AND m.event IS NOT NULL LIMIT 1`,
    { jid },
  );
  if (row === undefined) return undefined;
  const { schedule } = caseFile.event(row.event).data;
  if (typeof schedule !== 'string') return undefined;
  const minion = places.minionText(row.minion);
  const to: Place = { what: 'schedule', key: `schedule:${minion}/${schedule}`, minion: row.minion, name: schedule };
  return certainStep(to, 'scheduled', { code: 'return-names-schedule', values: { schedule } }, [row.event]);
}

function causesOfReturn(places: CasePlaces, place: Place & { what: 'return' }): Step[] {
  const { group } = place;
  const { caseFile } = places;
  const steps: Step[] = [];
  const count = group.minions.length;
  for (const state of places.states(group)) {
    if (state.what !== 'state') continue;
    const { root } = state;
    const values = { state: stateName(root), fun: root.state, cascade: root.cascade };
    steps.push(certainStep(state, 'state-failed', { code: 'root-failed', values }, root.events, root.minions.length));
  }
  if (group.outcome === 'failed') steps.push(...blocking(places, group.jid, group.minions));
  for (const { reason, certainty, evidence } of [...(group.reason === null ? [] : [group.reason]), ...group.also]) {
    for (const to of evidencePlaces(places, evidence)) {
      steps.push({ to, ...missingLink(reason, certainty, count), evidence: evidence.slice(0, mostEvidence), count });
    }
  }
  const [job] = caseFile.rows<{ readonly event: number }>('SELECT event FROM job WHERE jid = :jid', { jid: group.jid });
  const code = group.returns.length > 0 ? 'same-jid' : 'expected-by-new';
  steps.push(
    certainStep(
      places.job(group.jid),
      'return-of',
      { code, values: { jid: places.jidText(group.jid) } },
      [...(job === undefined ? [] : [job.event]), ...group.returns],
      count,
    ),
  );
  return steps;
}

/** What a link from evidence to a missing return says of itself. */
export function missingLink(reason: MissingReason['reason'], certainty: Certainty, minions: number) {
  return {
    kind: 'missing-because',
    certainty,
    because: { code: `missing-${reason}`, values: { minions } },
    ...(certainty === 'certain' ? {} : { score: 0.7, parts: [{ name: 'evidence', value: 0.7 }] }),
  } as const;
}

/** The runs that refused returns name as being at work, each once. */
function blocking(places: CasePlaces, jid: number, minions: readonly number[]): Step[] {
  const wanted = new Set(minions);
  const byJob = new Map<number, StoredLink[]>();
  for (const link of linksToJob(places.caseFile, jid)) {
    if (link.kind !== 'blocked-by' || link.from_job === null || !wanted.has(link.to_minion ?? -1)) continue;
    const list = byJob.get(link.from_job);
    if (list === undefined) byJob.set(link.from_job, [link]);
    else list.push(link);
  }
  return [...byJob].map(([from, links]) => ({
    to: places.job(from),
    ...joined(links),
    count: links.length,
  }));
}

/** What several links of one kind say together. */
export function joined(links: readonly StoredLink[]) {
  const parts = links.map(linkParts);
  const [first] = parts;
  if (first === undefined) throw new Error('no links to join');
  return { ...first, evidence: [...new Set(parts.flatMap(({ evidence }) => evidence))].slice(0, mostEvidence) };
}

/** Events that show why returns are missing: alike ones together. The `new` event alone is no cause of its own. */
function evidencePlaces(places: CasePlaces, evidence: readonly number[]): Place[] {
  const { columns } = places.caseFile;
  const byKind = new Map<number, number[]>();
  for (const event of evidence) {
    const kind = columns.value('kind', event);
    if (
      kinds[kind] === 'new' &&
      places.caseFile.dictionary('fun').text(columns.value('fun', event)) !== 'saltutil.find_job'
    ) {
      continue;
    }
    const list = byKind.get(kind);
    if (list === undefined) byKind.set(kind, [event]);
    else list.push(event);
  }
  return [...byKind.values()].map(eventPlace);
}

/** Failed and missing returns make a job fail; where none did, what came back is what it is. */
function causesOfResult(places: CasePlaces, jid: number): Step[] {
  const groups = places.groups(jid);
  const bad = groups.filter(({ outcome }) => outcome === 'failed' || outcome === 'missing');
  return (bad.length > 0 ? bad : groups).map((group) =>
    certainStep(
      places.return(group),
      'part-of',
      {
        code: bad.length > 0 ? 'part-failed' : 'part-ended',
        values: { minions: group.minions.length, outcome: group.outcome },
      },
      group.returns,
      group.minions.length,
    ),
  );
}

/** A step of an orchestration names its job (`__jid__`): what became of that job made the step fail. */
function failedSteps(places: CasePlaces, place: Place & { what: 'state' }): Step[] {
  if (place.root.state.split('.')[0] !== 'salt') return [];
  const steps: Step[] = [];
  for (const event of place.root.events.slice(0, mostEvidence)) {
    const child = childJob(places, event, place.root.id);
    if (child === 0) continue;
    const because = { code: 'step-jid', values: { step: place.root.id } };
    steps.push(certainStep(places.result(child), 'step-failed', because, [event]));
  }
  return steps;
}

/** The job of a step in the return of an orchestration; 0 when it names none that is in the case. */
function childJob(places: CasePlaces, event: number, id: string): number {
  const value = places.caseFile.event(event).data.return;
  const data = isObject(value) ? value.data : undefined;
  if (!isObject(data)) return 0;
  for (const states of Object.values(data)) {
    if (!isObject(states)) continue;
    for (const [tag, state] of Object.entries(states)) {
      if (!isObject(state) || (state.__id__ !== id && !tag.includes(`_|-${id}_|-`))) continue;
      const jid = typeof state.__jid__ === 'string' ? places.caseFile.dictionary('jid').id(state.__jid__) : 0;
      if (jid !== 0 && places.isJob(jid)) return jid;
    }
  }
  return 0;
}

const progressKinds = new Set(['start', 'prog', 'state-result', 'sub-error', 'run-progress', 'batch']);

function causesOfEvent(places: CasePlaces, event: number): Step[] {
  const { caseFile } = places;
  const steps: Step[] = linksToEvent(caseFile, event).map((link) => ({
    to: causeOf(places, link),
    ...linkParts(link),
    count: 1,
  }));
  const kind = kinds[caseFile.columns.value('kind', event)] ?? 'unknown';
  const isClaimed = (caseFile.columns.value('flags', event) & eventFlags.claimed) !== 0;
  const jid = caseFile.columns.value('jid', event);
  if (progressKinds.has(kind) && jid !== 0 && !isClaimed && places.isJob(jid)) {
    const because = { code: 'same-jid', values: { jid: places.jidText(jid) } };
    steps.push(certainStep(places.job(jid), 'progress-of', because, [event]));
  }
  if (kind === 'custom') {
    const sent = sendingJob(places, event);
    if (sent !== undefined) steps.push(sent);
  }
  steps.push(...sameTrace(places, event, 'causes'));
  return steps;
}

/** How a state is named in words. */
export function stateName({ sls, id }: { readonly sls: string | null; readonly id: string }): string {
  return sls === null ? id : `${sls}.${id}`;
}
