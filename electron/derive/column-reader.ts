// Quick access to one column by event id, for loops over many events in no order.
import type { CaseFile } from '../store/case-file.ts';
import { type ColumnName, segmentLength } from '../store/columns/column-defs.ts';

/** Gives the value of an event; ids start at 1. */
export type ColumnReader = (id: number) => number;

/** A reader of the events that are in the case now. */
export function columnReader(caseFile: CaseFile, name: ColumnName): ColumnReader {
  const segments = caseFile.columns.segments(name);
  return (id) => segments[Math.floor((id - 1) / segmentLength)]?.[(id - 1) % segmentLength] ?? 0;
}
