// Fills the columns of promoted paths from the raw records, a stretch of events at a time: what is read is kept, whoever stops it.

import { done, type Outcome } from '../../shared/base/outcome.ts';
import { readDataPath } from '../../shared/filter/data-path.ts';
import type { PathStep } from '../../shared/filter/filter-tree.ts';
import { keySearch, RecordReader } from '../queries/filter/record.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { writePathValues } from '../store/promoted/path-values.ts';
import type { PromotedPath } from '../store/promoted/promoted-store.ts';
import type { Pacer } from './pacer.ts';

/** Events read before what was found is written: so many new values at most, to be written within a slice. */
const stretch = 8_192;
/** Beyond these a column would cost more than it saves: a quarter of a million different values, or 64 MiB of them. */
const mostValues = 262_144;
const mostValueBytes = 64 * 1024 * 1024;

/** What surrounds the reading. */
export type PromoteOptions = {
  /** Hears which path is read and the share of the events that it has, from 0 to 1. */
  readonly onShare?: ((path: string, share: number) => void) | undefined;
  /** Different values that a column can hold; given by tests only. */
  readonly mostValues?: number;
};

/** A column under way. */
type Filling = {
  readonly id: number;
  readonly steps: readonly PathStep[];
  readonly mayHold: (record: RecordReader) => boolean;
  readonly numbers: Map<string, number>;
  bytes: number;
  /** Of the segment that is being read. */
  readonly ids: Uint32Array;
  newTexts: string[];
};

/** Brings all promoted paths up to the last event; gives false when it was stopped. Nothing but their columns is written. */
export async function promotePaths(
  caseFile: CaseFile,
  pacer: Pacer,
  { onShare = () => undefined, mostValues: most = mostValues }: PromoteOptions = {},
): Promise<Outcome<boolean>> {
  const { writer } = caseFile;
  if (writer === undefined) return done(true);
  const record = new RecordReader(caseFile);
  const fillings = new Map<number, Filling>();
  for (;;) {
    const behind = pathsBehind(caseFile);
    const [first] = behind;
    if (first === undefined) return done(true);
    const from = first.events;
    const to = Math.min(caseFile.columns.length, from + stretch, nextSegment(from));
    onShare(first.path, from / caseFile.columns.length);
    const together = behind.filter(({ events }) => events === from);
    for (const each of together) if (!fillings.has(each.id)) fillings.set(each.id, beginFilling(caseFile, each));
    const some = together.flatMap(({ id }) => fillings.get(id) ?? []);
    if (!(await readStretch(record, some, from, to, pacer))) return done(false);
    const segment = Math.floor(from / segmentLength);
    const written = writer.aside(({ promoted }) => {
      const still = new Set(caseFile.promoted.list().map(({ id }) => id));
      for (const filling of some.filter(({ id }) => still.has(id))) {
        if (filling.numbers.size > most || filling.bytes > mostValueBytes) promoted.giveUp(filling.id);
        else
          promoted.put(filling.id, {
            segment,
            ids: filling.ids.subarray(0, to - segment * segmentLength),
            firstValue: filling.numbers.size - filling.newTexts.length + 1,
            newTexts: filling.newTexts,
          });
        filling.newTexts = [];
      }
    });
    if (!written.ok) return written;
    if (pacer.isDue() && (await pacer.rest())) return done(false);
  }
}

/** Paths that lack events, the one that lacks most first. */
function pathsBehind(caseFile: CaseFile): PromotedPath[] {
  return caseFile.promoted
    .list()
    .filter(({ events, isTooVaried }) => !isTooVaried && events < caseFile.columns.length)
    .sort((a, b) => a.events - b.events);
}

function nextSegment(event: number): number {
  return (Math.floor(event / segmentLength) + 1) * segmentLength;
}

/** Goes on where the column ends. */
function beginFilling(caseFile: CaseFile, { id, path, events }: PromotedPath): Filling {
  const column = events === 0 ? undefined : caseFile.promoted.column(path);
  const texts = column?.texts.slice(1) ?? [];
  const ids = new Uint32Array(segmentLength);
  const begun = column?.segments[Math.floor(events / segmentLength)];
  if (begun !== undefined) ids.set(begun);
  const steps = readDataPath(path) ?? [];
  return {
    id,
    steps,
    mayHold: keySearch(steps),
    numbers: new Map(texts.map((text, at) => [text, at + 1])),
    bytes: texts.reduce((sum, text) => sum + text.length, 0),
    ids,
    newTexts: [],
  };
}

/** Reads the events behind `from` up to `to`; false when it was stopped. */
async function readStretch(
  record: RecordReader,
  fillings: readonly Filling[],
  from: number,
  to: number,
  pacer: Pacer,
): Promise<boolean> {
  for (let event = from; event < to; event++) {
    record.moveTo(event + 1);
    for (const filling of fillings) {
      const text = filling.mayHold(record) ? writePathValues(record.data(), filling.steps) : '';
      filling.ids[event % segmentLength] = text === '' ? 0 : numberOf(filling, text);
    }
    if (pacer.isDue() && (await pacer.rest())) return false;
  }
  return true;
}

function numberOf(filling: Filling, text: string): number {
  const known = filling.numbers.get(text);
  if (known !== undefined) return known;
  const number = filling.numbers.size + 1;
  filling.numbers.set(text, number);
  filling.newTexts.push(text);
  filling.bytes += text.length;
  return number;
}
