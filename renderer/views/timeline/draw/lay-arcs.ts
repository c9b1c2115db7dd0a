// Where arrows run over the lanes: from one event's place to another's. An end that is out of sight becomes a stub at the edge, and stubs
// that would lie on one another become one with a count. Plain numbers: no canvas.
import type { PaintArrow } from '../messages.ts';
import { type LayFrame, placeOfTime, rowPlace } from './row-places.ts';

/** The side of the picture on which something lies out of sight. */
export type Edge = 'left' | 'right' | 'above' | 'below';

/** An arrow in its place: a curve with two control points, `[x0, y0, x1, y1, x2, y2, x3, y3]`. */
export type LaidArc = {
  /** Place in the list of arrows. */
  readonly arrow: number;
  readonly curve: readonly [number, number, number, number, number, number, number, number];
  /** Whether each end is where the curve ends, or further on behind the edge. */
  readonly isFromSeen: boolean;
  readonly isToSeen: boolean;
};

/** What lies out of sight at one place of the edge. */
export type ArcStub = {
  readonly edge: Edge;
  readonly x: number;
  readonly y: number;
  readonly arrows: readonly number[];
};

/** All arrows of a picture. */
export type LaidArcs = { readonly arcs: readonly LaidArc[]; readonly stubs: readonly ArcStub[] };

/** Radius of a stub, in px before the text scale. */
export const stubRadius = 9;

type End = { readonly x: number; readonly y: number; readonly edge: Edge | null };

/** Lays all arrows. */
export function layArcs(arrows: readonly PaintArrow[], frame: LayFrame): LaidArcs {
  const arcs: LaidArc[] = [];
  const stubs = new Map<string, { edge: Edge; x: number; y: number; arrows: Set<number> }>();
  const radius = stubRadius * frame.scale;
  const stub = ({ edge, x, y }: End, arrow: number) => {
    if (edge === null) return;
    const isAside = edge === 'left' || edge === 'right';
    const key = `${edge} ${Math.round((isAside ? y : x) / (2.4 * radius))}`;
    const known = stubs.get(key);
    if (known === undefined) stubs.set(key, { edge, x, y, arrows: new Set([arrow]) });
    else known.arrows.add(arrow);
  };
  for (const [at, arrow] of arrows.entries()) {
    const from = endOf(arrow.from, frame, radius);
    const to = endOf(arrow.to, frame, radius);
    stub(from, at);
    stub(to, at);
    // Both behind the same edge: there is nothing between them to draw.
    if (from.edge !== null && from.edge === to.edge) continue;
    arcs.push({
      arrow: at,
      curve: curveOf(from, to, frame),
      isFromSeen: from.edge === null,
      isToSeen: to.edge === null,
    });
  }
  return { arcs, stubs: [...stubs.values()].map((one) => ({ ...one, arrows: [...one.arrows] })) };
}

/** The place of an end; behind an edge the place where it leaves. A lane that is not among the rows lies below. */
function endOf(end: PaintArrow['from'], frame: LayFrame, radius: number): End {
  const { width, height, axis, pinnedHeight } = frame;
  const place = rowPlace(end.row, frame);
  const x = placeOfTime(end.at, frame);
  const y = place === null ? Number.POSITIVE_INFINITY : place.top + place.height / 2;
  const highest = place?.highest ?? axis + pinnedHeight;
  const edge = x < 0 ? 'left' : x > width ? 'right' : y < highest ? 'above' : y > height ? 'below' : null;
  if (edge === null) return { x, y, edge };
  return {
    x: Math.max(radius + 2, Math.min(width - radius - 2, x)),
    y: Math.max(highest + radius + 2, Math.min(height - radius - 2, y)),
    edge,
  };
}

/** From lane to lane an S; along one lane a bow over it, or under it where there is no room above. */
function curveOf(from: End, to: End, frame: LayFrame): LaidArc['curve'] {
  const { scale } = frame;
  const across = Math.abs(to.x - from.x);
  const down = Math.abs(to.y - from.y);
  if (down < 2) {
    const lift = Math.min(46 * scale, (10 + across * 0.16) * scale);
    const side = from.y - lift < frame.axis + 6 ? 1 : -1;
    const reach = Math.min(across * 0.3, 60 * scale);
    return [from.x, from.y, from.x + reach, from.y + side * lift, to.x - reach, to.y + side * lift, to.x, to.y];
  }
  const reach = Math.max(22 * scale, Math.min(across * 0.5, down * 0.9 + 40 * scale));
  return [from.x, from.y, from.x + reach, from.y, to.x - reach, to.y, to.x, to.y];
}

/** A point of a curve, `part` from 0 to 1. */
export function pointOn([x0, y0, x1, y1, x2, y2, x3, y3]: LaidArc['curve'], part: number): readonly [number, number] {
  const rest = 1 - part;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  return [a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3];
}

const pieces = 28;

/** The arrows at a place: those of a stub (`areBeyond`), or the one whose curve runs by within `near` px; empty for none. */
export function arcsAt(
  { arcs, stubs }: LaidArcs,
  x: number,
  y: number,
  scale: number,
  near: number,
): { readonly arrows: readonly number[]; readonly areBeyond: boolean } {
  const stub = stubs.find((one) => Math.hypot(one.x - x, one.y - y) <= stubRadius * scale + 1);
  if (stub !== undefined) return { arrows: stub.arrows, areBeyond: true };
  let best: number | null = null;
  let bestAway = near;
  for (const { arrow, curve } of arcs) {
    let last = pointOn(curve, 0);
    for (let n = 1; n <= pieces; n++) {
      const next = pointOn(curve, n / pieces);
      const away = awayFrom(last, next, x, y);
      if (away <= bestAway) {
        best = arrow;
        bestAway = away;
      }
      last = next;
    }
  }
  return { arrows: best === null ? [] : [best], areBeyond: false };
}

/** How far a place lies from a line between two points. */
function awayFrom(a: readonly [number, number], b: readonly [number, number], x: number, y: number): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const long = dx * dx + dy * dy;
  const part = long === 0 ? 0 : Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / long));
  return Math.hypot(a[0] + part * dx - x, a[1] + part * dy - y);
}
