// The visible span: which piece of the capture's time every view looks at.
import { create } from 'zustand';
import type { Stamp } from '../../shared/base/stamp.ts';
import type { Span } from '../../shared/questions/questions.ts';

type SpanStore = {
  /** From the first to just after the last event; `null` when no event has a time. */
  readonly whole: Span | null;
  /** `null` = the whole capture, also while it grows. */
  readonly visible: Span | null;
  wholeKnown(first: Stamp | null, last: Stamp | null): void;
  spanDragged(span: Span): void;
  spanReset(): void;
  caseClosed(): void;
};

/** Owner of the span. */
export const useSpanStore = create<SpanStore>()((set) => ({
  whole: null,
  visible: null,
  wholeKnown: (first, last) =>
    set((s) => {
      const whole = first === null || last === null ? null : { from: first, to: last + 1 };
      const isSame = s.whole?.from === whole?.from && s.whole?.to === whole?.to;
      return isSame ? s : { whole };
    }),
  spanDragged: (span) =>
    set((s) => {
      if (s.whole === null) return s;
      const from = Math.round(Math.max(s.whole.from, Math.min(span.from, span.to)));
      const to = Math.round(Math.min(s.whole.to, Math.max(span.from, span.to)));
      if (to <= from) return s;
      return { visible: from <= s.whole.from && to >= s.whole.to ? null : { from, to } };
    }),
  spanReset: () => set({ visible: null }),
  caseClosed: () => set({ whole: null, visible: null }),
}));
