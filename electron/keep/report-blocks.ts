// The blocks of a case's report: reading them, pinning, changing, moving and removing.
import { z } from 'zod';
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import type { PinnedNumber, ReportBlock, ReportThing } from '../../shared/keep/report.ts';
import { reportBounds } from '../../shared/keep/report.ts';
import { pinnedSchema, thingSchema } from '../../shared/keep/report-schema.ts';
import type { CaseFile } from '../store/case-file.ts';
import { anchorsOf, findAnchored, isStill } from './event-anchor.ts';
import { writeOwn } from './write-own.ts';

type Row = {
  readonly key: string;
  readonly position: number;
  readonly thing: string;
  readonly was: string;
  readonly anchor: string | null;
  readonly tag: string | null;
  readonly stamp: number | null;
};

const columns = 'key, position, thing, was, anchor, tag, stamp';

/** All blocks in order. A case may come from anybody: a row that is no block is left out. */
export function listBlocks(caseFile: CaseFile): ReportBlock[] {
  return rowsOf(caseFile).flatMap((row) => {
    const thing = thingSchema.safeParse(parsed(row.thing));
    const was = z.array(pinnedSchema).max(reportBounds.numbers).safeParse(parsed(row.was));
    if (!thing.success) return [];
    return [{ key: row.key, thing: placed(caseFile, thing.data, row), was: was.success ? was.data : [] }];
  });
}

/** Pins a thing at the end or before another block, or changes the block with that key where it stands. */
export function putBlock(
  caseFile: CaseFile,
  block: {
    readonly key: string | null;
    readonly thing: ReportThing;
    readonly was: readonly PinnedNumber[];
    readonly before: string | null;
  },
  newKey: () => string,
): Outcome<string> {
  const { thing, was, before } = block;
  if (thing.is === 'event' && thing.event > caseFile.columns.length)
    return failed({ code: 'event-unknown', message: `The case has no event ${thing.event}.` });
  const rows = rowsOf(caseFile);
  const own = rows.find(({ key }) => key === block.key);
  if (own === undefined && rows.length >= reportBounds.blocks) {
    const tip = 'Remove blocks that are no longer needed.';
    return failed({
      code: 'report-full',
      message: `The report has ${reportBounds.blocks} blocks, which is the most.`,
      tip,
    });
  }
  const anchor = thing.is === 'event' ? anchorsOf(caseFile, [thing.event]).get(thing.event) : undefined;
  const row: Row = {
    key: own?.key ?? newKey(),
    position: own?.position ?? 0,
    thing: JSON.stringify(thing),
    was: JSON.stringify(was),
    anchor: anchor?.key ?? null,
    tag: anchor?.tag ?? null,
    stamp: anchor?.stamp ?? null,
  };
  if (own !== undefined)
    return keyWhen(
      writeOwn(caseFile, (writer) => writer.putRow('report_block', row)),
      row.key,
    );
  const at = rows.findIndex(({ key }) => key === before);
  return keyWhen(writeAll(caseFile, rows.toSpliced(at === -1 ? rows.length : at, 0, row)), row.key);
}

/** Moves a block to a position among the others. */
export function moveBlock(caseFile: CaseFile, key: string, to: number): Outcome<void> {
  const rows = rowsOf(caseFile);
  const row = rows.find((one) => one.key === key);
  if (row === undefined) return done(undefined);
  const others = rows.filter((one) => one !== row);
  return writeAll(caseFile, others.toSpliced(Math.min(to, others.length), 0, row));
}

/** Takes a block away; the result puts it back where it was. */
export function removeBlock(caseFile: CaseFile, key: string): Outcome<() => Outcome<void>> {
  const rows = rowsOf(caseFile);
  const row = rows.find((one) => one.key === key);
  if (row === undefined) return failed({ code: 'undo-gone', message: 'The block is not there any more.' });
  const removed = writeOwn(caseFile, (writer) => writer.removeRow('report_block', key));
  if (!removed.ok) return removed;
  return done(() => {
    const now = rowsOf(caseFile).filter((one) => one.key !== key);
    const at = now.findIndex(({ position }) => position > row.position);
    return writeAll(caseFile, now.toSpliced(at === -1 ? now.length : at, 0, row));
  });
}

function rowsOf(caseFile: CaseFile): Row[] {
  return caseFile.rows<Row>(`SELECT ${columns} FROM report_block ORDER BY position, key LIMIT :most`, {
    most: reportBounds.blocks,
  });
}

/** Writes every row whose position is another one. */
function writeAll(caseFile: CaseFile, rows: readonly Row[]): Outcome<void> {
  return writeOwn(caseFile, (writer) => {
    for (const [position, row] of rows.entries()) {
      const put = writer.putRow('report_block', { ...row, position });
      if (!put.ok) return put;
    }
    return done(undefined);
  });
}

function keyWhen(written: Outcome<void>, key: string): Outcome<string> {
  return written.ok ? done(key) : written;
}

/** The thing with the number that its event has now; `null` when the event is not there. */
function placed(caseFile: CaseFile, thing: ReportThing, { anchor, tag, stamp }: Row): ReportThing | null {
  if (thing.is !== 'event' || anchor === null) return thing;
  const known = { key: anchor, tag: tag ?? '', stamp };
  if (isStill(caseFile, thing.event, known)) return thing;
  const event = findAnchored(caseFile, [known]).get(anchor);
  return event === undefined ? null : { is: 'event', event };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
