// When the capture listened: the spans of its sources, joined where they overlap or follow each other closely.
import type { Stamp } from '../../shared/base/stamp.ts';

/** A stretch of time in which some source listened, both ends inside. */
export type Stretch = { readonly from: Stamp; readonly to: Stamp };

/** Files that a recorder began one after another leave short pauses that are no gap. */
const shortPause = 60_000_000;

/** Joins the spans of the sources to stretches without a gap, in time order. */
export function joinSpans(spans: readonly Stretch[]): Stretch[] {
  const joined: { from: Stamp; to: Stamp }[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to + shortPause) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

/** Until when the capture listened on from a time, and whether it listens again later. */
export function listenedFrom(stretches: readonly Stretch[], time: Stamp): { until: Stamp; goesOn: boolean } {
  const at = stretches.findIndex((stretch) => time <= stretch.to);
  const stretch = stretches[at];
  if (stretch === undefined) return { until: time, goesOn: false };
  return { until: stretch.to, goesOn: at < stretches.length - 1 };
}

/** True when the capture listened from the one time to the other without a gap; `to` infinite: until its end. */
export function hasListened(stretches: readonly Stretch[], from: Stamp, to: Stamp): boolean {
  const end = to === Number.POSITIVE_INFINITY ? (stretches.at(-1)?.to ?? from) : to;
  const stretch = stretches.find((one) => from <= one.to);
  return stretch !== undefined && stretch.from <= from && end <= stretch.to;
}
