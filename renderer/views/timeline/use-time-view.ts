// The view of the lanes and the one visible span, kept as one: the view follows the hand at once, the span a moment later, because every
// other view asks anew when it changes.
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { Span } from '../../../shared/questions/questions.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import type { TimeView } from './time-view.ts';

const tellAfterMs = 130;

/** What the picture moves by. Times count from `origin`. */
export type TimeHand = {
  readonly origin: number;
  readonly whole: TimeView;
  readonly now: () => TimeView;
  /** Shows another piece of time. */
  readonly show: (view: TimeView) => void;
};

/** Ties the view to the span. `changed` hears of each new view. */
export function useTimeView(span: Span, changed: (origin: number, view: TimeView) => void): TimeHand {
  const origin = span.from;
  const whole = useMemo(() => ({ from: 0, to: span.to - span.from }), [span]);
  const view = useRef<TimeView>(whole);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const isTelling = useRef(false);
  const hear = useRef(changed);
  hear.current = changed;

  const tell = useCallback(() => {
    timer.current = undefined;
    const { from, to } = view.current;
    isTelling.current = true;
    useSpanStore.getState().spanDragged({ from: origin + from, to: origin + from + Math.max(1, to - from) });
    isTelling.current = false;
  }, [origin]);
  useEffect(() => {
    const follow = () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      const { visible } = useSpanStore.getState();
      view.current = visible === null ? whole : { from: visible.from - origin, to: visible.to - origin };
      hear.current(origin, view.current);
    };
    follow();
    // The span that comes of this view is no news; any other one is, also while the hand still moves.
    const stop = useSpanStore.subscribe((now, before) => {
      if (now.visible !== before.visible && !isTelling.current) follow();
    });
    return () => {
      stop();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [whole, origin]);

  const show = useCallback(
    (next: TimeView) => {
      view.current = next;
      hear.current(origin, next);
      timer.current ??= setTimeout(tell, tellAfterMs);
    },
    [origin, tell],
  );
  const now = useCallback(() => view.current, []);
  return useMemo(() => ({ origin, whole, now, show }), [origin, whole, now, show]);
}
