// Ties the scroll arithmetic to a scrolling element: which rows are seen, and how to get to another one.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import {
  clampOffset,
  offsetOfScroll,
  offsetToShow,
  type ScrollSpace,
  scrollOfOffset,
  scrollSpace,
  visibleRows,
} from './data-table-scroll.ts';

/** What a table needs to know to draw its rows. */
export type RowWindow = {
  readonly space: ScrollSpace;
  /** px of rows above the upper edge. */
  readonly offset: number;
  readonly first: number;
  readonly last: number;
  /** Inner width of the scroller in px. */
  readonly width: number;
  readonly onScroll: () => void;
  readonly showRow: (row: number, align: 'nearest' | 'center') => void;
};

/** Watches `scroller`, whose header takes `headerHeight` px of its height, and says which of `rowCount` rows are seen. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  rowCount: number,
  rowHeight: number,
  headerHeight: number,
): RowWindow {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [offset, setOffset] = useState(0);
  // The scroll bar's place that we set ourselves: the scroll event it causes must not throw away the exact offset.
  const written = useRef(0);
  // The offset as event handlers see it, ahead of the next drawing.
  const current = useRef(0);
  const space = useMemo(
    () => scrollSpace(rowCount, rowHeight, Math.max(0, size.height - headerHeight)),
    [rowCount, rowHeight, size.height, headerHeight],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => {
      const next = { width: element.clientWidth, height: element.clientHeight };
      setSize((last) => (last.width === next.width && last.height === next.height ? last : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  const goTo = useCallback(
    (next: number) => {
      const exact = clampOffset(space, next);
      current.current = exact;
      setOffset(exact);
      const element = scroller.current;
      if (element === null) return;
      const target = scrollOfOffset(space, exact);
      // Not read back, and not set for a fraction of a px: both would make the browser lay out the page at every turn.
      if (space.isScaled && Math.abs(target - written.current) < 0.5) return;
      element.scrollTop = target;
      written.current = target;
    },
    [scroller, space],
  );

  // In a scaled space a turn of the wheel would jump over thousands of rows, so it is applied to the rows themselves.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || !space.isScaled) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === 1 ? space.rowHeight : event.deltaMode === 2 ? space.viewport : 1;
      goTo(current.current + event.deltaY * unit);
      if (event.deltaX !== 0) element.scrollLeft += event.deltaX;
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, space, goTo]);

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    if (space.isScaled && Math.abs(element.scrollTop - written.current) <= 1) return;
    written.current = element.scrollTop;
    current.current = offsetOfScroll(space, element.scrollTop);
    setOffset(current.current);
  }, [scroller, space]);

  const held = clampOffset(space, offset);
  const showRow = useCallback(
    (row: number, align: 'nearest' | 'center') => {
      const next = offsetToShow(space, held, row, align);
      if (next !== held) goTo(next);
    },
    [space, held, goTo],
  );
  const { first, last } = visibleRows(space, held);
  return { space, offset: held, first, last, width: size.width, onScroll, showRow };
}
