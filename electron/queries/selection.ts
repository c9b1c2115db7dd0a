// Filter text + span → the selected events. Made once for all questions that ask for the same at the same revision, given up when
// none of them waits any more, and carried on when events were only added.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { faultText } from '../../shared/filter/filter-fault.ts';
import type { FilterTree } from '../../shared/filter/filter-tree.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import type { TimeContext } from '../../shared/filter/times.ts';
import type { Selection, Span } from '../../shared/questions/questions.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { captureEnds, type StampBounds, stampBounds } from './capture-ends.ts';
import { countOnes } from './filter/column-loops.ts';
import { compileFilter } from './filter/compile.ts';
import type { ColumnLeaf } from './filter/leaf.ts';
import { stampLeaf } from './filter/stamp-leaf.ts';
import { breathe, cancelled, type QuestionContext } from './question.ts';
import { countInSegment, type Selected, selectedOf } from './selected.ts';

/** Selections kept a case: the window asks for one or two at a time; 10 MB each at 10 M events. */
const keptSelections = 4;
/** How long a scan of columns may hold the event loop, in ms. */
const sliceMs = 25;

type Entry = {
  readonly revision: number;
  /** The same selection at an earlier revision, while this one is made. */
  before: Selected | undefined;
  readonly making: Promise<Outcome<Selected>>;
  readonly waiting: Set<() => boolean>;
  made: Selected | undefined;
};

const entries = new WeakMap<CaseFile, Map<string, Entry>>();

/** Segments in which all is selected, or nothing; shared, never written to. */
const allOnes = new Uint8Array(segmentLength).fill(1);
const allZeros = new Uint8Array(segmentLength);

/** The events a filter and a span select, at the present revision. Fails for a malformed filter or when cancelled. */
export async function selectEvents(
  caseFile: CaseFile,
  selection: Selection,
  context: QuestionContext,
): Promise<Outcome<Selected>> {
  const parsed = parseFilter(selection.filter);
  if (!parsed.ok) {
    const { position, suggestions } = parsed;
    return failed({ code: 'filter-malformed', message: faultText(parsed), position, suggestions });
  }
  const { span } = selection;
  const revision = caseFile.revision();
  const key = JSON.stringify([parsed.tree, span === undefined ? null : [span.from, span.to], context.zone]);
  const ofCase = entries.get(caseFile) ?? new Map<string, Entry>();
  entries.set(caseFile, ofCase);
  const known = ofCase.get(key);
  const entry =
    known?.revision === revision
      ? known
      : begin(caseFile, parsed.tree, span, context.zone, known?.made ?? known?.before);
  // The newest asked-for stands last, the one to be dropped first.
  ofCase.delete(key);
  ofCase.set(key, entry);
  dropOld(ofCase);
  entry.waiting.add(context.isCancelled);
  try {
    const outcome = await entry.making;
    if (context.isCancelled()) return cancelled();
    if (outcome.ok) return outcome;
  } finally {
    entry.waiting.delete(context.isCancelled);
    if (entry.made === undefined && ofCase.get(key) === entry) ofCase.delete(key);
  }
  // Given up by all who waited before, just as this question came.
  return selectEvents(caseFile, selection, context);
}

function dropOld(ofCase: Map<string, Entry>): void {
  for (const [key, { made }] of ofCase) {
    if (ofCase.size <= keptSelections) return;
    if (made !== undefined) ofCase.delete(key);
  }
}

function begin(
  caseFile: CaseFile,
  tree: FilterTree,
  span: Span | undefined,
  zone: string,
  before: Selected | undefined,
): Entry {
  const waiting = new Set<() => boolean>();
  const isGivenUp = (): boolean => waiting.size > 0 && [...waiting].every((isCancelled) => isCancelled());
  const entry: Entry = {
    revision: caseFile.revision(),
    before,
    waiting,
    made: undefined,
    making: make(caseFile, tree, span, zone, before, isGivenUp).then((outcome) => {
      if (outcome.ok) entry.made = outcome.value;
      entry.before = undefined;
      return outcome;
    }),
  };
  return entry;
}

async function make(
  caseFile: CaseFile,
  tree: FilterTree,
  span: Span | undefined,
  zone: string,
  before: Selected | undefined,
  isGivenUp: () => boolean,
): Promise<Outcome<Selected>> {
  const revision = caseFile.revision();
  const { length } = caseFile.columns;
  const segments = Math.ceil(length / segmentLength);
  if (tree.type === 'all' && span === undefined) {
    const masks = Array.from({ length: segments }, () => allOnes);
    const ones = masks.map((_, segment) => countInSegment(length, segment));
    return done(selectedOf({ revision, length, count: length, isAll: true, masks, ones }));
  }
  const times = timesOf(caseFile, tree, zone);
  const program = compileFilter(tree, caseFile, times, span === undefined ? undefined : spanLeaf(caseFile, span));
  const old = before !== undefined && program.readsRecords && isLasting(tree) ? before : undefined;
  const bounds = span === undefined ? [] : stampBounds(caseFile);
  const masks: Uint8Array[] = [];
  const ones: number[] = [];
  let count = 0;
  let sliceEnd = performance.now() + sliceMs;
  for (let segment = 0; segment < segments; segment++) {
    const to = countInSegment(length, segment);
    // Most segments lie wholly inside the visible span or outside: while it is moved only those at its ends are looked at.
    const side = span === undefined ? 'across' : sideOf(bounds[segment], span);
    if (side === 'outside' || (side === 'inside' && tree.type === 'all')) {
      masks.push(side === 'inside' ? allOnes : allZeros);
      ones.push(side === 'inside' ? to : 0);
      count += side === 'inside' ? to : 0;
      continue;
    }
    const from = old === undefined ? 0 : Math.max(0, Math.min(to, old.length - segment * segmentLength));
    const mask = new Uint8Array(segmentLength);
    const oldMask = old?.masks[segment];
    if (oldMask !== undefined) mask.set(oldMask.subarray(0, from));
    if (from < to && !(await program.fill(segment, from, to, mask, isGivenUp))) return cancelled();
    masks.push(mask);
    const inSegment = countOnes(mask, 0, to);
    ones.push(inSegment);
    count += inSegment;
    if (performance.now() < sliceEnd) continue;
    await breathe();
    if (isGivenUp()) return cancelled();
    sliceEnd = performance.now() + sliceMs;
  }
  return done(selectedOf({ revision, length, count, isAll: false, masks, ones }));
}

/** Where the events of a segment lie, from the first stamp in it to the last. */
function sideOf(bound: StampBounds | undefined, span: Span): 'inside' | 'outside' | 'across' {
  const [low, high] = rangeOf(span);
  if (bound === undefined) return 'across';
  if (bound.high < low || bound.low > high) return 'outside';
  return bound.low >= low && bound.high <= high ? 'inside' : 'across';
}

/** Stamps are whole µs: the last inside is one before the end. */
function rangeOf({ from, to }: Span): readonly [number, number] {
  return [from, Math.ceil(to) - 1];
}

/** Events in a span; one without a stamp stands where it was read. */
function spanLeaf(caseFile: CaseFile, span: Span): ColumnLeaf {
  return stampLeaf(caseFile, [rangeOf(span)], { isNegated: false, needsStamp: false });
}

/** The ends of the capture are looked for only where the filter asks for a time. */
function timesOf(caseFile: CaseFile, tree: FilterTree, zone: string): TimeContext {
  const ends = asksForTime(tree) ? captureEnds(caseFile) : { first: undefined, last: undefined };
  return { zone, captureFirst: ends.first, captureLast: ends.last };
}

function asksForTime(tree: FilterTree): boolean {
  if (tree.type === 'and' || tree.type === 'or') return tree.terms.some(asksForTime);
  if (tree.type === 'not') return asksForTime(tree.term);
  return tree.type === 'comparison' && (tree.field === 'time' || tree.field === 'last');
}

/** Fields whose answer for an old event may change when events come: derived ones, and those measured from the capture's ends. */
const changingFields = new Set(['outcome', 'test', 'internal', 'duration', 'time', 'last']);

/** True when a filter's answer for an event stays as it is while events are added. */
function isLasting(tree: FilterTree): boolean {
  switch (tree.type) {
    case 'and':
    case 'or':
      return tree.terms.every(isLasting);
    case 'not':
      return isLasting(tree.term);
    case 'comparison':
    case 'match':
      return !changingFields.has(tree.field);
    case 'all':
    case 'tag':
    case 'text':
      return true;
  }
}
