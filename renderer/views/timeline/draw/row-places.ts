// Where rows stand in the picture, by their keys: for what is laid over the lanes.
import type { PaintRow } from '../messages.ts';

/** The picture that something is laid over, in px; `from` and `to` are the stamps at its edges. */
export type LayFrame = {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly height: number;
  readonly axis: number;
  readonly lane: number;
  readonly scale: number;
  readonly scroll: number;
  readonly pinned: readonly PaintRow[];
  readonly pinnedHeight: number;
  readonly rows: readonly PaintRow[];
};

/** Top of a row, height of what it shows of its lane, and the top of the part of the picture in which it can be seen. */
export type RowPlace = { readonly top: number; readonly height: number; readonly highest: number };

const known = new WeakMap<readonly PaintRow[], ReadonlyMap<string, PaintRow>>();

/** Rows by key, made once for a list. */
function byKey(rows: readonly PaintRow[]): ReadonlyMap<string, PaintRow> {
  const found = known.get(rows);
  if (found !== undefined) return found;
  const made = new Map(rows.map((row) => [row.key, row]));
  known.set(rows, made);
  return made;
}

/** The place of a row, in sight or not; `null` for one that is not among the rows. */
export function rowPlace(key: string | null, frame: LayFrame): RowPlace | null {
  if (key === null) return null;
  const { axis, pinnedHeight, scroll } = frame;
  const height = (row: PaintRow) => (row.kind === 'group' ? row.height : Math.min(row.height, frame.lane));
  const pinned = byKey(frame.pinned).get(key);
  if (pinned !== undefined) return { top: axis + pinned.y, height: height(pinned), highest: axis };
  const row = byKey(frame.rows).get(key);
  const highest = axis + pinnedHeight;
  return row === undefined ? null : { top: highest + row.y - scroll, height: height(row), highest };
}

/** Where a time stands, in px. */
export function placeOfTime(at: number, { from, to, width }: LayFrame): number {
  return ((at - from) / (to - from)) * width;
}
