// The arithmetic of a table with more rows than a browser can make an element tall: rows ↔ pixels ↔ scroll bar.

/**
 * Tallest element the table asks the browser for, in px. Chromium stops at 33,554,400 px divided by the display scale
 * (about 1.4 M rows of 24 px, fewer on dense screens), so beyond this the scroll bar runs in a smaller scale.
 */
export const tallestSpacer = 8_000_000;

/** How rows lie in the scrolled space. All lengths in px. */
export type ScrollSpace = {
  readonly rowCount: number;
  readonly rowHeight: number;
  /** Height in which rows are seen. */
  readonly viewport: number;
  /** Height of the element that gives the scroll bar its length. */
  readonly spacer: number;
  /** Height the rows would have in full. */
  readonly content: number;
  /** True when one px of the scroll bar stands for more than one px of rows. */
  readonly isScaled: boolean;
};

/** Lays out `rowCount` rows; `tallest` only differs in tests. */
export function scrollSpace(
  rowCount: number,
  rowHeight: number,
  viewport: number,
  tallest: number = tallestSpacer,
): ScrollSpace {
  const content = rowCount * rowHeight;
  const isScaled = content > tallest;
  return { rowCount, rowHeight, viewport, content, spacer: isScaled ? tallest : content, isScaled };
}

function contentRange(space: ScrollSpace): number {
  return Math.max(0, space.content - space.viewport);
}

function barRange(space: ScrollSpace): number {
  return Math.max(0, space.spacer - space.viewport);
}

/** Keeps an offset into the rows inside what can be scrolled to. */
export function clampOffset(space: ScrollSpace, offset: number): number {
  return Math.min(Math.max(0, offset), contentRange(space));
}

/** Where in the rows a place of the scroll bar is. */
export function offsetOfScroll(space: ScrollSpace, scrollTop: number): number {
  if (!space.isScaled) return clampOffset(space, scrollTop);
  const range = barRange(space);
  return range === 0 ? 0 : clampOffset(space, (scrollTop / range) * contentRange(space));
}

/** Where the scroll bar stands for an offset into the rows. */
export function scrollOfOffset(space: ScrollSpace, offset: number): number {
  if (!space.isScaled) return clampOffset(space, offset);
  const range = contentRange(space);
  return range === 0 ? 0 : (clampOffset(space, offset) / range) * barRange(space);
}

/** First and last (inclusive) row that is at least partly seen; last < first when there is none. */
export function visibleRows(space: ScrollSpace, offset: number): { readonly first: number; readonly last: number } {
  if (space.rowCount === 0 || space.viewport <= 0) return { first: 0, last: -1 };
  const first = Math.floor(clampOffset(space, offset) / space.rowHeight);
  const last = Math.ceil((clampOffset(space, offset) + space.viewport) / space.rowHeight) - 1;
  return { first, last: Math.min(space.rowCount - 1, last) };
}

/** The offset that brings a row into sight: unchanged when it is seen whole, else the shortest way, or its middle. */
export function offsetToShow(space: ScrollSpace, offset: number, row: number, align: 'nearest' | 'center'): number {
  const top = row * space.rowHeight;
  const bottom = top + space.rowHeight;
  const isSeen = top >= offset && bottom <= offset + space.viewport;
  if (isSeen) return clampOffset(space, offset);
  if (align === 'center') return clampOffset(space, top - (space.viewport - space.rowHeight) / 2);
  return clampOffset(space, top < offset ? top : bottom - space.viewport);
}
