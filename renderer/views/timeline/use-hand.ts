// What the pointer does on the lanes: the wheel zooms at the pointer, dragging pans, Shift and dragging selects an area, a click selects.
import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { panView, type TimeView, timeAtX, zoomView } from './time-view.ts';
import type { TimeHand } from './use-time-view.ts';

/** An area being drawn, or drawn: time from the origin, and px of the picture. */
export type HandArea = TimeView & { readonly top: number; readonly bottom: number };

type Ears = {
  /** The pointer stands here, in px of the picture; `null`: it is gone. */
  readonly pointed: (place: { readonly x: number; readonly y: number } | null) => void;
  readonly clicked: (place: { readonly x: number; readonly y: number }, isDouble: boolean) => void;
  /** `isDone`: the hand let go. */
  readonly areaDrawn: (area: HandArea, isDone: boolean) => void;
};

type Drag = {
  readonly kind: 'pan' | 'area';
  readonly x: number;
  readonly y: number;
  readonly view: TimeView;
  readonly scroll: number;
  hasMoved: boolean;
};

const clickPx = 3;
const wheelLinePx = 32;
const zoomPerPx = 0.0022;

/** Ties an element to the view. `axis` px at its top belong to the time alone. */
export function useHand(
  place: RefObject<HTMLElement | null>,
  scroller: RefObject<HTMLElement | null>,
  hand: TimeHand,
  ears: Ears,
) {
  const drag = useRef<Drag | null>(null);
  const [dragging, setDragging] = useState<'pan' | 'area' | null>(null);
  const at = (press: { readonly clientX: number; readonly clientY: number }) => {
    const box = place.current?.getBoundingClientRect();
    return {
      x: press.clientX - (box?.left ?? 0),
      y: press.clientY - (box?.top ?? 0),
      width: place.current?.clientWidth ?? 1,
    };
  };

  const onPointerDown = (press: PointerEvent<HTMLElement>) => {
    if (press.button !== 0) return;
    press.currentTarget.setPointerCapture(press.pointerId);
    const { x, y } = at(press);
    const kind = press.shiftKey ? 'area' : 'pan';
    drag.current = { kind, x, y, view: hand.now(), scroll: scroller.current?.scrollTop ?? 0, hasMoved: false };
  };
  const areaTo = (now: Drag, x: number, y: number, width: number): HandArea => ({
    from: timeAtX(now.view, width, Math.max(0, Math.min(now.x, x))),
    to: timeAtX(now.view, width, Math.min(width, Math.max(now.x, x))),
    top: Math.min(now.y, y),
    bottom: Math.max(now.y, y),
  });
  const onPointerMove = (press: PointerEvent<HTMLElement>) => {
    const { x, y, width } = at(press);
    const now = drag.current;
    if (now === null) {
      ears.pointed({ x, y });
      return;
    }
    if (!now.hasMoved && Math.hypot(x - now.x, y - now.y) < clickPx) return;
    if (!now.hasMoved) {
      now.hasMoved = true;
      setDragging(now.kind);
      ears.pointed(null);
    }
    if (now.kind === 'area') {
      ears.areaDrawn(areaTo(now, x, y, width), false);
      return;
    }
    const perPx = (now.view.to - now.view.from) / Math.max(1, width);
    if (scroller.current !== null) scroller.current.scrollTop = now.scroll - (y - now.y);
    hand.show(panView(now.view, hand.whole, -(x - now.x) * perPx));
  };
  const onPointerUp = (press: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    drag.current = null;
    setDragging(null);
    if (now === null) return;
    const { x, y, width } = at(press);
    if (!now.hasMoved) ears.clicked({ x, y }, false);
    else if (now.kind === 'area') ears.areaDrawn(areaTo(now, x, y, width), true);
  };

  const latest = useRef({ hand, at });
  latest.current = { hand, at };
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    // React's wheel listener is passive; zooming must keep the page from scrolling.
    const wheel = (turn: WheelEvent) => {
      turn.preventDefault();
      const { hand: now, at: placeOf } = latest.current;
      const { x, width } = placeOf(turn);
      const unit = turn.deltaMode === WheelEvent.DOM_DELTA_LINE ? wheelLinePx : 1;
      const view = now.now();
      const perPx = (view.to - view.from) / Math.max(1, width);
      const isAcross = Math.abs(turn.deltaX) > Math.abs(turn.deltaY);
      if (turn.altKey) scroller.current?.scrollBy(0, turn.deltaY * unit);
      else if (isAcross || turn.shiftKey)
        now.show(panView(view, now.whole, (isAcross ? turn.deltaX : turn.deltaY) * unit * perPx));
      else now.show(zoomView(view, now.whole, timeAtX(view, width, x), Math.exp(turn.deltaY * unit * zoomPerPx)));
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [place, scroller]);

  return {
    dragging,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onDoubleClick: (press: MouseEvent<HTMLElement>) => ears.clicked(at(press), true),
      onPointerLeave: () => ears.pointed(null),
      onPointerCancel: () => {
        drag.current = null;
        setDragging(null);
      },
    },
  };
}
