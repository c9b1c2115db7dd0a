// Which lanes lie in a rectangle of the picture.
import { type LaidRows, type Row, rowsBetween } from './rows.ts';
import type { HandArea } from './use-hand.ts';

/** Ids of the lanes that an area touches; a group's head stands for its lanes only where it is folded. */
export function lanesBetween(laid: LaidRows, area: HandArea, axis: number, scroll: number): number[] {
  const between = (rows: readonly Row[], top: number): readonly Row[] => {
    const [first, end] = rowsBetween(rows, area.top - top, area.bottom - top);
    return rows.slice(first, end);
  };
  const scrollTop = axis + laid.pinnedHeight;
  const pinned = area.top < scrollTop ? between(laid.pinned, axis) : [];
  const scrolled =
    area.bottom > scrollTop ? between(laid.rows, scrollTop - scroll).filter((row) => row.y + row.height > scroll) : [];
  const rows = [...pinned, ...scrolled].filter((row) => row.kind === 'lane' || !row.isOpen);
  return [...new Set(rows.flatMap((row) => row.lanes))];
}
