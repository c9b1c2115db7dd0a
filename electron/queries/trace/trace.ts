// The question trace: what led to an event, a job or one minion's part in it, what followed, and where it began (diagnosis §5).
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';
import type { Answer } from '../../../shared/questions/questions.ts';
import type { TraceAbout, TraceLink, TraceNode } from '../../../shared/questions/trace.ts';
import { findBeginnings } from '../../analysis/trace/beginnings.ts';
import { type Followed, type WalkBounds, walk } from '../../analysis/trace/walk.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { breathe, cancelled, type Question } from '../question.ts';
import { CasePlaces } from './case-places.ts';
import { causesOf } from './causes.ts';
import { consequencesOf } from './consequences.ts';
import { describePlace, isBad } from './describe-place.ts';
import { lackingFor } from './lacking.ts';
import type { Place, Step } from './place.ts';

/** Causes are followed to their beginnings; consequences as far as they can be read at a glance. */
const causeBounds: WalkBounds = { depth: 12, places: 90, stepsOfOne: 14 };
const consequenceBounds: WalkBounds = { depth: 8, places: 90, stepsOfOne: 14 };
/** Why what followed failed. */
const reasonBounds: WalkBounds = { depth: 1, places: 200, stepsOfOne: 8 };
/** One more step around a node that a person wants to see more of. */
const expandBounds: WalkBounds = { depth: 1, places: 200, stepsOfOne: 40 };
/** Possible links that are listed. */
const mostListed = 30;

/** Answers `trace`. */
export const trace: Question<'trace'> = async (caseFile, body, context) => {
  const places = new CasePlaces(caseFile);
  const start = startOf(places, body);
  if (!start.ok) return start;
  await breathe();
  if (context.isCancelled()) return cancelled();
  const isDrawn = ({ certainty }: Step) => certainty !== 'possible';
  const causes = walk(start.value, 'causes', (place) => causesOf(places, place), isDrawn, causeBounds);
  await breathe();
  if (context.isCancelled()) return cancelled();
  const focus = new Set(start.value.map(({ key }) => key));
  const follow = (place: Place) =>
    focus.has(place.key) || !isPoll(places, place) ? consequencesOf(places, place) : [];
  const consequences = walk(start.value, 'consequences', follow, isDrawn, consequenceBounds);
  const reasons = walk(
    [...consequences.places.values()].filter(isBadReturn),
    'causes',
    (place) => reasonsOf(places, place),
    isDrawn,
    reasonBounds,
  );
  const walks = [causes, consequences, reasons];
  const known = new Map<string, Place>([...causes.places, ...consequences.places, ...reasons.places]);
  for (const key of body.expand ?? []) {
    const place = known.get(key);
    if (place === undefined) continue;
    walks.push(
      walk([place], 'causes', (one) => causesOf(places, one), isDrawn, expandBounds),
      walk([place], 'consequences', (one) => consequencesOf(places, one), isDrawn, expandBounds),
    );
    for (const more of walks.slice(-2)) for (const [other, found] of more.places) known.set(other, found);
    if (context.isCancelled()) return cancelled();
  }
  return done(assemble(places, body, start.value, known, walks));
};

function isBadReturn(place: Place): boolean {
  return place.what === 'return' && isBad(place.group.outcome);
}

/** Why a return that followed failed, without the whole story of its job. */
function reasonsOf(places: CasePlaces, place: Place): Step[] {
  return causesOf(places, place).filter(({ kind }) => kind !== 'return-of');
}

/** Polls and pings that Salt sends by itself: what they were answered is not followed further. */
function isPoll(places: CasePlaces, place: Place): boolean {
  if (place.what !== 'job') return false;
  const [jid = 0] = place.jids;
  return places.caseFile.rows('SELECT 1 AS one FROM job WHERE jid = :jid AND is_internal = 1', { jid }).length > 0;
}

type OneWalk = ReturnType<typeof walk<Place, Step>>;

function startOf(places: CasePlaces, body: TraceAbout): Outcome<Place[]> {
  const { caseFile } = places;
  if ('event' in body) {
    if (body.event > caseFile.columns.length) {
      return failed({ code: 'event-unknown', message: `The case has no event ${body.event}.` });
    }
    return done([places.placeOf(body.event)]);
  }
  const jid = caseFile.dictionary('jid').id(body.jid);
  if (jid === 0 || !places.isJob(jid)) {
    const tip = 'Jobs are listed by the command jobs, polls of Salt itself with --internal.';
    return failed({ code: 'job-unknown', message: `The case has no job ${body.jid.slice(0, 60)}.`, tip });
  }
  if (body.minion === undefined) return done([places.job(jid), places.result(jid)]);
  const minion = caseFile.dictionary('minion').id(body.minion);
  const group = minion === 0 ? undefined : places.member(jid, minion);
  if (group !== undefined) return done([places.return(group)]);
  const message = `Minion ${body.minion.slice(0, 100)} has no part in job ${body.jid.slice(0, 60)}.`;
  return failed({ code: 'minion-unknown', message, tip: 'The command job lists the minions of a job.' });
}

function assemble(
  places: CasePlaces,
  body: TraceAbout,
  start: readonly Place[],
  known: ReadonlyMap<string, Place>,
  walks: readonly OneWalk[],
): Answer<'trace'> {
  const [causes, consequences] = walks;
  const links = uniqueLinks(walks.flatMap((one) => one.links));
  const more = (key: string) => ({
    causes: causes?.looked.has(key) ? (causes.left.get(key) ?? 0) : undefined,
    consequences: consequences?.looked.has(key) ? (consequences.left.get(key) ?? 0) : undefined,
  });
  const nodes = [...known.values()].map((place) => describePlace(places, place, more(place.key))).sort(byTime);
  const listed = uniqueLinks(walks.flatMap((one) => one.listed)).slice(0, mostListed);
  const lone = new Map<string, Place>();
  for (const { from, to } of walks.flatMap((one) => one.listed)) {
    for (const place of [from, to]) if (!known.has(place.key)) lone.set(place.key, place);
  }
  const named = new Set(listed.flatMap(({ from, to }) => [from, to]));
  const focus = start.map(({ key }) => key);
  return {
    about:
      'event' in body
        ? { event: body.event }
        : { jid: body.jid, ...(body.minion === undefined ? {} : { minion: body.minion }) },
    focus,
    nodes,
    links,
    possible: listed,
    possibleNodes: [...lone.values()]
      .filter(({ key }) => named.has(key))
      .map((place) => describePlace(places, place, { causes: undefined, consequences: undefined })),
    beginnings: findBeginnings(nodes, links, focus),
    lacking: lackingFor(places, known.values()),
    isCut: walks.some((one) => one.left.size > 0),
  };
}

/** A link is found from both ends; the finding with more evidence stands. */
function uniqueLinks(found: readonly Followed<Place, Step>[]): TraceLink[] {
  const links = new Map<string, TraceLink>();
  for (const { from, to, step } of found) {
    const key = `${step.kind} ${from.key} ${to.key}`;
    const link = linkOf(from, to, step);
    const known = links.get(key);
    if (known === undefined || known.evidence.length < link.evidence.length) links.set(key, link);
  }
  return [...links.values()];
}

function linkOf(from: Place, to: Place, step: Step): TraceLink {
  return {
    from: from.key,
    to: to.key,
    kind: step.kind,
    certainty: step.certainty,
    because: step.because,
    score: step.score ?? null,
    parts: step.parts ?? [],
    runnerUp: step.runnerUp ?? null,
    evidence: step.evidence.slice(0, 20),
    count: step.count,
  };
}

function byTime(a: TraceNode, b: TraceNode): number {
  return (a.from ?? Number.NEGATIVE_INFINITY) - (b.from ?? Number.NEGATIVE_INFINITY);
}

/** Number of failed and missing returns, and of jobs, that follow from a job: how much hangs on it. Never more than a walk's bounds. */
export function countConsequences(
  caseFile: CaseFile,
  jid: string,
): { readonly returns: number; readonly jobs: number } {
  const places = new CasePlaces(caseFile);
  const id = caseFile.dictionary('jid').id(jid);
  if (id === 0 || !places.isJob(id)) return { returns: 0, jobs: 0 };
  const start = [places.job(id), places.result(id)];
  const found = walk(
    start,
    'consequences',
    (place) => consequencesOf(places, place),
    ({ certainty }) => certainty !== 'possible',
    consequenceBounds,
  );
  let returns = 0;
  let jobs = 0;
  for (const place of found.places.values()) {
    if (place.what === 'return' && (place.group.outcome === 'failed' || place.group.outcome === 'missing')) {
      returns += place.group.minions.length;
    }
    if (place.what === 'job' && place.key !== start[0]?.key) jobs += place.jids.length;
  }
  return { returns, jobs };
}
