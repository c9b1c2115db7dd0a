// Stacked bars over time with gaps hatched: pointing tells one slice, dragging chooses a piece of time, keys do both.
import './span-chart.css';
import { type KeyboardEvent, type PointerEvent, useId, useLayoutEffect, useRef, useState } from 'react';

/** One layer of the stack, drawn from the bottom in order. `className` gives the colour. */
export type ChartLayer = { readonly name: string; readonly label: string; readonly counts: readonly number[] };

type Props = {
  readonly label: string;
  /** Left edge of the first slice, and the width of every slice. Any unit. */
  readonly from: number;
  readonly width: number;
  readonly slices: number;
  readonly layers: readonly ChartLayer[];
  readonly gaps: readonly { readonly from: number; readonly to: number; readonly label: string }[];
  /** Words of an axis mark. */
  readonly markText: (at: number) => string;
  /** All of one slice in words; read aloud and shown when pointing at it. */
  readonly sliceText: (slice: number) => string;
  readonly onSpan: (from: number, to: number) => void;
  readonly height?: number;
};

const axisHeight = 18;

/** The chart. Keys: Left, Right move over slices, Shift extends, Enter chooses, Escape lets go. */
export function SpanChart(props: Props) {
  const { from, width, slices, layers, gaps } = props;
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState({ width: 0, height: props.height ?? 150 });
  const [cursor, setCursor] = useState<{ readonly at: number; readonly anchor: number } | null>(null);
  const [isDragging, setDragging] = useState(false);
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const measure = () =>
      setRoom((last) => {
        const next = { width: element.clientWidth, height: element.clientHeight };
        return last.width === next.width && last.height === next.height ? last : next;
      });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const plot = Math.max(1, room.height - axisHeight);
  const step = room.width / Math.max(1, slices);
  const totals = Array.from({ length: slices }, (_, i) =>
    layers.reduce((sum, layer) => sum + (layer.counts[i] ?? 0), 0),
  );
  const tallest = Math.max(1, ...totals);
  const xOf = (at: number) => ((at - from) / (width * slices)) * room.width;

  const sliceAt = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    const x = event.clientX - (box?.left ?? 0);
    return Math.min(slices - 1, Math.max(0, Math.floor(x / Math.max(1, step))));
  };
  const choose = (a: number, b: number) => {
    setCursor(null);
    props.onSpan(from + Math.min(a, b) * width, from + (Math.max(a, b) + 1) * width);
  };
  const onMove = (event: PointerEvent) => {
    const at = sliceAt(event);
    setCursor((last) => ({ at, anchor: isDragging && last !== null ? last.anchor : at }));
  };
  const onDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = sliceAt(event);
    setDragging(true);
    setCursor({ at, anchor: at });
  };
  const onUp = (event: PointerEvent) => {
    if (!isDragging) return;
    setDragging(false);
    if (cursor !== null) choose(cursor.anchor, sliceAt(event));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const at = cursor?.at ?? -1;
    if (event.key === 'ArrowRight' || event.key === 'ArrowLeft') {
      const next = Math.min(slices - 1, Math.max(0, at + (event.key === 'ArrowRight' ? 1 : -1)));
      setCursor({ at: next, anchor: event.shiftKey && cursor !== null ? cursor.anchor : next });
    } else if (event.key === 'Enter' && cursor !== null) choose(cursor.anchor, cursor.at);
    else if (event.key === 'Escape' && cursor !== null) setCursor(null);
    else return;
    event.preventDefault();
  };

  const chosen =
    cursor === null ? null : { first: Math.min(cursor.at, cursor.anchor), last: Math.max(cursor.at, cursor.anchor) };
  const marks = Math.max(2, Math.min(7, Math.floor(room.width / 90)));
  return (
    <div
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a chart is moved over by keys, as an application
      tabIndex={0}
      role="application"
      aria-label={props.label}
      aria-describedby={id}
      className="sc"
      data-dragging={isDragging || undefined}
      style={{ height: props.height }}
      onPointerMove={onMove}
      onPointerDown={onDown}
      onPointerUp={onUp}
      onPointerLeave={() => !isDragging && setCursor(null)}
      onKeyDown={onKeyDown}
      onBlur={() => setCursor(null)}
    >
      <svg width={room.width} height={room.height} aria-hidden="true">
        <defs>
          <pattern id={`${id}-gap`} width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
            <path d="M0 0V6" className="sc-hatch" />
          </pattern>
        </defs>
        {gaps.map((gap) => (
          <rect
            key={gap.from}
            x={xOf(gap.from)}
            y={0}
            width={Math.max(2, xOf(gap.to) - xOf(gap.from))}
            height={plot}
            fill={`url(#${id}-gap)`}
          >
            <title>{gap.label}</title>
          </rect>
        ))}
        {layers.map((layer, depth) => (
          <path
            key={layer.name}
            className="sc-layer"
            data-layer={layer.name}
            d={layerPath(layers, depth, totals, step, plot, tallest)}
          />
        ))}
        <path className="sc-base" d={`M0 ${plot + 0.5}H${room.width}`} />
        {chosen === null ? null : (
          <rect
            className="sc-chosen"
            x={chosen.first * step}
            y={0}
            width={(chosen.last - chosen.first + 1) * step}
            height={plot}
          />
        )}
        {Array.from({ length: marks }, (_, i) => {
          const x = (i / (marks - 1)) * room.width;
          const anchor = i === 0 ? 'start' : i === marks - 1 ? 'end' : 'middle';
          const at = from + (i / (marks - 1)) * width * slices;
          return (
            <text key={at} className="sc-mark" x={x} y={room.height - 4} textAnchor={anchor}>
              {props.markText(at)}
            </text>
          );
        })}
      </svg>
      <div id={id} className="only-heard" aria-live="polite">
        {cursor === null ? '' : props.sliceText(cursor.at)}
      </div>
      {cursor === null || isDragging ? null : (
        <div
          className="sc-tip"
          aria-hidden="true"
          style={
            cursor.at > slices / 2 ? { right: room.width - cursor.at * step + 6 } : { left: (cursor.at + 1) * step + 6 }
          }
        >
          {props.sliceText(cursor.at)}
        </div>
      )}
    </div>
  );
}

// One path a layer. A bar that has anything is at least 1.5 px high, so that a single failure shows in a busy slice.
function layerPath(
  layers: readonly ChartLayer[],
  depth: number,
  totals: readonly number[],
  step: number,
  plot: number,
  tallest: number,
): string {
  const gap = step > 4 ? 1 : 0;
  const scale = (plot - 6) / tallest;
  let path = '';
  for (let i = 0; i < totals.length; i++) {
    const count = layers[depth]?.counts[i] ?? 0;
    if (count === 0) continue;
    let below = 0;
    for (let under = 0; under < depth; under++) {
      const held = layers[under]?.counts[i] ?? 0;
      if (held > 0) below += Math.max(1.5, held * scale);
    }
    const height = Math.max(1.5, count * scale);
    path += `M${(i * step).toFixed(2)} ${(plot - below).toFixed(2)}v${(-height).toFixed(2)}h${(step - gap).toFixed(2)}v${height.toFixed(2)}z`;
  }
  return path;
}
