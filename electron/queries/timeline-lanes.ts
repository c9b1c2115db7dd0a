// timeline.lanes: the lanes of a selection in their order and groups, as parallel lists.
import { done, type Outcome } from '../../shared/base/outcome.ts';
import type { Body, Span } from '../../shared/questions/questions.ts';
import type { LaneSort, TimelineLanes } from '../../shared/questions/timeline.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { CaseFile } from '../store/case-file.ts';
import { cancelled, type Question, type QuestionContext } from './question.ts';
import { selectEvents } from './selection.ts';
import { draftLanes } from './timeline/draft-lanes.ts';
import { findIndex } from './timeline/find-index.ts';
import { groupNames, partOf } from './timeline/group-lanes.ts';
import { type LaneFacts, laneFacts } from './timeline/lane-facts.ts';
import { type LaneIndex, stampReader } from './timeline/lane-index.ts';
import { laneNamer } from './timeline/lane-names.ts';
import { similarityPlaces } from './timeline/similarity.ts';
import { Slices } from './timeline/slice.ts';

type Lane = LaneFacts & { readonly name: string; readonly group: string; readonly place: number };

/** Budget: 100 ms for 2,000 lanes of 10 M events, index made. */
export const timelineLanes: Question<'timeline.lanes'> = async (caseFile, body, context) => {
  if (body.isDraft === true) return draft(caseFile, body, context);
  const found = await findIndex(caseFile, body, context);
  if (!found.ok) return found;
  const index = found.value;
  const slices = new Slices(context.isCancelled);
  const all = await laneFacts(caseFile, index, body.span, slices);
  if (all === undefined) return cancelled();
  const nameOf = laneNamer(caseFile, index.by);
  const text = (body.find ?? '').toLowerCase();
  const facts = text === '' ? all : all.filter(({ lane }) => nameOf(lane).toLowerCase().includes(text));
  const groups =
    body.group === undefined
      ? undefined
      : await groupNames(caseFile, index, facts, body.group, slices, context.isCancelled);
  if (body.group !== undefined && groups === undefined) return cancelled();
  const extent = extentOf(caseFile, index, all);
  const places =
    body.sort === 'similarity' && extent !== null
      ? similarityPlaces(index, facts, body.span ?? extent, stampReader(caseFile, index))
      : undefined;
  const lanes = facts.map(
    (lane, at): Lane => ({
      ...lane,
      name: nameOf(lane.lane),
      group: groups?.[at] ?? '',
      place: places?.[at] ?? 0,
    }),
  );
  sortLanes(lanes, body.sort, groups !== undefined);
  return done(answerOf(index.revision, lanes, body.limit, all, extent));
};

/** Budget: 100 ms at 10 M events, columns loaded. */
async function draft(
  caseFile: CaseFile,
  { filter, span, by, sort, group, find = '', limit }: Body<'timeline.lanes'>,
  context: QuestionContext,
): Promise<Outcome<TimelineLanes>> {
  const selected = await selectEvents(caseFile, { filter, span }, context);
  if (!selected.ok) return selected;
  const all = await draftLanes(caseFile, selected.value, by, new Slices(context.isCancelled));
  if (all === undefined) return cancelled();
  const nameOf = laneNamer(caseFile, by);
  const groupOf = (lane: number, name: string) => (group?.by === 'part' ? partOf(lane, name, group) : '');
  const lanes = all
    .map((facts) => ({ ...facts, name: nameOf(facts.lane) }))
    .map((facts): Lane => ({ ...facts, group: groupOf(facts.lane, facts.name), place: 0 }))
    .filter(({ name }) => name.toLowerCase().includes(find.toLowerCase()));
  sortLanes(lanes, sort, group !== undefined);
  const from = all.reduce((least, { firstEvent }) => Math.min(least, firstEvent), Number.POSITIVE_INFINITY);
  const to = all.reduce((most, { lastEvent }) => Math.max(most, lastEvent), Number.NEGATIVE_INFINITY);
  return done(answerOf(selected.value.revision, lanes, limit, all, all.length === 0 ? null : { from, to }));
}

/** Lanes without the value of a sort come last. */
function sortLanes(lanes: Lane[], sort: LaneSort, isGrouped: boolean): void {
  const compare = comparisons[sort];
  // Natural order is costly: names are put in order once.
  const names = new Map([...new Set(lanes.flatMap(({ name, group }) => [name, group]))].sort(byName).map(placeOf));
  const nameOrder = (a: string, b: string) => (names.get(a) ?? 0) - (names.get(b) ?? 0);
  lanes.sort(
    (a, b) =>
      (isGrouped ? nameOrder(a.group, b.group) : 0) || compare(a, b) || nameOrder(a.name, b.name) || a.lane - b.lane,
  );
}

function placeOf(name: string, at: number): readonly [string, number] {
  return [name, at];
}

/** What has no name comes last. */
function byName(a: string, b: string): number {
  return Number(a === '') - Number(b === '') || naturalOrder(a, b);
}

const comparisons: { readonly [S in LaneSort]: (a: Lane, b: Lane) => number } = {
  name: () => 0,
  failures: (a, b) => b.failures - a.failures,
  'first-failure': (a, b) =>
    Number(Number.isNaN(a.firstFailure)) - Number(Number.isNaN(b.firstFailure)) ||
    (Number.isNaN(a.firstFailure) ? 0 : a.firstFailure - b.firstFailure),
  events: (a, b) => b.events - a.events,
  similarity: (a, b) => a.place - b.place,
};

function answerOf(
  revision: number,
  lanes: readonly Lane[],
  limit: number,
  all: readonly LaneFacts[],
  extent: Span | null,
): TimelineLanes {
  const shown = lanes.slice(0, limit);
  const groups = [...new Set(shown.map(({ group }) => group))];
  const groupPlaces = new Map(groups.map(placeOf));
  return {
    revision,
    ids: Uint32Array.from(shown, ({ lane }) => lane),
    names: shown.map(({ name }) => name),
    events: Uint32Array.from(shown, ({ events }) => events),
    failures: Uint32Array.from(shown, ({ failures }) => failures),
    firstFailure: Float64Array.from(shown, ({ firstFailure }) => firstFailure),
    firstEvent: Float64Array.from(shown, ({ firstEvent }) => firstEvent),
    lastEvent: Float64Array.from(shown, ({ lastEvent }) => lastEvent),
    group: Uint32Array.from(shown, ({ group }) => groupPlaces.get(group) ?? 0),
    groups,
    total: lanes.length,
    count: all.reduce((sum, { events }) => sum + events, 0),
    extent,
  };
}

/** From the earliest begin of a bar or event to the last end, of all that the filter selects. */
function extentOf(caseFile: CaseFile, index: LaneIndex, all: readonly LaneFacts[]): Span | null {
  if (all.length === 0) return null;
  const stampOf = stampReader(caseFile, index);
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let lane = 0; lane < index.lanes; lane += 1) {
    const start = index.starts[lane] ?? 0;
    const end = index.starts[lane + 1] ?? 0;
    if (start === end) continue;
    from = Math.min(from, stampOf(index.ranks[start] ?? 0));
    to = Math.max(to, stampOf(index.ranks[end - 1] ?? 0));
  }
  for (const begin of index.blockBegins) if (begin < from) from = begin;
  for (const begin of index.open.from) if (begin < from) from = begin;
  for (const end of index.open.to) if (end > to) to = end;
  return from > to ? null : { from, to };
}
