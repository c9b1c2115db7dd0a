// The piece of time that the lanes show, and what zooming and panning make of it. Plain numbers: no canvas, no store. Times count from an
// origin near by: a stamp since 1970 would leave a quarter of a microsecond at best.

/** A piece of time in µs; fractions are allowed while the hand moves. */
export type TimeView = { readonly from: number; readonly to: number };

/** The deepest zoom: one microsecond across the whole width. */
export const leastUs = 1;

/** Where a time stands, in px from the left edge. */
export function xOfTime(view: TimeView, width: number, at: number): number {
  return ((at - view.from) / (view.to - view.from)) * width;
}

/** The time at a place, in µs. */
export function timeAtX(view: TimeView, width: number, x: number): number {
  return view.from + (x / Math.max(1, width)) * (view.to - view.from);
}

/** Shortens or lengthens the view by `factor` so that the time at `anchor` stays where it is, inside `whole`. */
export function zoomView(view: TimeView, whole: TimeView, anchor: number, factor: number): TimeView {
  const size = Math.max(leastUs, Math.min(whole.to - whole.from, (view.to - view.from) * factor));
  const share = (anchor - view.from) / (view.to - view.from);
  return insideWhole({ from: anchor - share * size, to: anchor - share * size + size }, whole);
}

/** Moves the view by `us`, stopping at the ends of `whole`. */
export function panView(view: TimeView, whole: TimeView, us: number): TimeView {
  return insideWhole({ from: view.from + us, to: view.to + us }, whole);
}

/** The view moved, and shortened only where it must be, to lie inside `whole`. */
export function insideWhole(view: TimeView, whole: TimeView): TimeView {
  const size = Math.min(view.to - view.from, whole.to - whole.from);
  const from = Math.max(whole.from, Math.min(whole.to - size, view.from));
  return { from, to: from + size };
}

/** A view in which `item` can be seen with room around it; the present one when it does so already. */
export function viewAround(view: TimeView, whole: TimeView, item: TimeView): TimeView {
  const size = view.to - view.from;
  const isInside = item.from >= view.from + size * 0.02 && item.from <= view.to - size * 0.1;
  if (isInside && item.to <= view.to) return view;
  const wanted = Math.max(size, (item.to - item.from) * 1.6);
  const middle = item.to - item.from > size ? (item.from + item.to) / 2 : item.from + size * 0.15;
  return insideWhole({ from: middle - wanted / 2, to: middle + wanted / 2 }, whole);
}
