// Draws arrows over the finished lanes: certain ones solid, inferred ones dashed, steps numbered, what is out of sight as a stub with a count.
import type { PaintArrow } from '../messages.ts';
import type { Palette } from '../palette.ts';
import { type ArcStub, type Edge, type LaidArc, type LaidArcs, layArcs, stubRadius } from './lay-arcs.ts';
import type { LayFrame } from './row-places.ts';

/** The part of a 2D context that arrows are drawn with. */
export type ArcPen = Pick<
  OffscreenCanvasRenderingContext2D,
  | 'setTransform'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'bezierCurveTo'
  | 'arc'
  | 'closePath'
  | 'stroke'
  | 'fill'
  | 'fillText'
  | 'setLineDash'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
>;

type Look = {
  readonly palette: Palette;
  readonly ratio: number;
  /** Arrows under the pointer: drawn stronger. */
  readonly pointed: readonly number[];
};

/** Lays and draws all arrows; the result finds them again. */
export function drawArcs(pen: ArcPen, arrows: readonly PaintArrow[], frame: LayFrame, look: Look): LaidArcs {
  const laid = layArcs(arrows, frame);
  if (laid.arcs.length + laid.stubs.length === 0) return laid;
  const { palette, ratio, pointed } = look;
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.lineCap = 'round';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  // The grounds first: no arrow's ground may cut another arrow.
  for (const arc of laid.arcs) {
    trace(pen, arc, headSize * frame.scale);
    pen.strokeStyle = palette.surface;
    pen.lineWidth = 4.5 * frame.scale;
    pen.stroke();
  }
  for (const arc of laid.arcs) {
    const arrow = arrows[arc.arrow];
    if (arrow !== undefined) drawArc(pen, arc, arrow, frame.scale, palette, pointed.includes(arc.arrow));
  }
  for (const arc of laid.arcs) {
    const step = arrows[arc.arrow]?.step ?? null;
    if (step !== null) drawSteps(pen, arc, step, frame, palette);
  }
  for (const stub of laid.stubs)
    drawStub(
      pen,
      stub,
      frame.scale,
      palette,
      stub.arrows.some((one) => pointed.includes(one)),
    );
  return laid;
}

const headSize = 7;

function trace(pen: ArcPen, { curve, isToSeen }: LaidArc, head: number): void {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = curve;
  const [ux, uy] = direction(curve);
  pen.beginPath();
  pen.moveTo(x0, y0);
  if (isToSeen) pen.bezierCurveTo(x1, y1, x2, y2, x3 - ux * head * 0.8, y3 - uy * head * 0.8);
  else pen.bezierCurveTo(x1, y1, x2, y2, x3, y3);
}

/** Where the curve points at its end, as a vector of length 1. */
function direction([, , , , x2, y2, x3, y3]: LaidArc['curve']): readonly [number, number] {
  const long = Math.hypot(x3 - x2, y3 - y2);
  return long === 0 ? [1, 0] : [(x3 - x2) / long, (y3 - y2) / long];
}

function drawArc(
  pen: ArcPen,
  arc: LaidArc,
  arrow: PaintArrow,
  scale: number,
  palette: Palette,
  isPointed: boolean,
): void {
  const [x0, y0, , , , , x3, y3] = arc.curve;
  const head = headSize * scale;
  pen.strokeStyle = palette.text;
  pen.fillStyle = palette.text;
  pen.lineWidth = (isPointed ? 2.6 : 1.7) * scale;
  pen.setLineDash(arrow.isInferred ? [5 * scale, 4.5 * scale] : []);
  trace(pen, arc, head);
  pen.stroke();
  pen.setLineDash([]);
  if (arc.isFromSeen) {
    pen.beginPath();
    pen.arc(x0, y0, 3 * scale, 0, 2 * Math.PI);
    pen.fillStyle = palette.surface;
    pen.fill();
    pen.stroke();
  }
  if (!arc.isToSeen) return;
  const [ux, uy] = direction(arc.curve);
  pen.beginPath();
  pen.moveTo(x3, y3);
  pen.lineTo(x3 - ux * head - uy * head * 0.55, y3 - uy * head + ux * head * 0.55);
  pen.lineTo(x3 - ux * head + uy * head * 0.55, y3 - uy * head - ux * head * 0.55);
  pen.closePath();
  pen.fillStyle = palette.text;
  pen.fill();
}

/** The numbers of the two steps that an arrow joins, above its ends. */
function drawSteps(pen: ArcPen, arc: LaidArc, step: number, frame: LayFrame, palette: Palette): void {
  const { scale } = frame;
  const [x0, y0, , , , , x3, y3] = arc.curve;
  const radius = 7 * scale;
  const badge = (x: number, y: number, text: string) => {
    pen.beginPath();
    pen.arc(x, Math.max(frame.axis + radius, y - 10 * scale), radius, 0, 2 * Math.PI);
    pen.fillStyle = palette.text;
    pen.fill();
    pen.strokeStyle = palette.surface;
    pen.lineWidth = 1.5 * scale;
    pen.stroke();
    pen.font = `650 ${9.5 * scale}px ${palette.fontUi}`;
    pen.fillStyle = palette.surface;
    pen.fillText(text, x, Math.max(frame.axis + radius, y - 10 * scale) + 0.5);
  };
  if (arc.isFromSeen) badge(x0, y0, `${step}`);
  if (arc.isToSeen) badge(x3, y3, `${step + 1}`);
}

const outward: { readonly [E in Edge]: readonly [number, number] } = {
  left: [-1, 0],
  right: [1, 0],
  above: [0, -1],
  below: [0, 1],
};

/** What is out of sight: a disc with its number and a point that shows where to. */
function drawStub(
  pen: ArcPen,
  { edge, x, y, arrows }: ArcStub,
  scale: number,
  palette: Palette,
  isPointed: boolean,
): void {
  const radius = (stubRadius - 2) * scale;
  const [ux, uy] = outward[edge];
  const tip = radius + 4.5 * scale;
  const wide = 4.5 * scale;
  pen.beginPath();
  pen.moveTo(x + ux * tip, y + uy * tip);
  pen.lineTo(x + ux * radius * 0.7 - uy * wide, y + uy * radius * 0.7 + ux * wide);
  pen.lineTo(x + ux * radius * 0.7 + uy * wide, y + uy * radius * 0.7 - ux * wide);
  pen.closePath();
  pen.fillStyle = palette.text;
  pen.fill();
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = isPointed ? palette.text : palette.surface;
  pen.fill();
  pen.strokeStyle = palette.text;
  pen.lineWidth = 1.6 * scale;
  pen.stroke();
  pen.font = `650 ${9.5 * scale}px ${palette.fontUi}`;
  pen.fillStyle = isPointed ? palette.surface : palette.text;
  pen.fillText(arrows.length > 99 ? '99' : `${arrows.length}`, x, y + 0.5);
}
