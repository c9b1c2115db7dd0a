// The overview strip: the whole capture as bars with failures red and gaps hatched, and the brush that is the visible span.
import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { drawStrip, type StripBins, stripColours } from './histogram-draw.ts';
import './histogram-strip.css';
import { StripFlag } from './strip-flag.tsx';

/** A piece of the axis. */
export type StripSpan = { readonly from: number; readonly to: number };

type Props = {
  readonly whole: StripSpan;
  /** `null` = the whole is visible. */
  readonly visible: StripSpan | null;
  readonly bins: StripBins | null;
  /** Stretches without listening, drawn hatched. */
  readonly gaps: readonly (StripSpan & { readonly label: string })[];
  /** Marks of the axis with their texts. */
  readonly marks: readonly { readonly at: number; readonly text: string }[];
  /** Pieces of time with a note: each a button at its begin and a line over it. */
  readonly flags: readonly (StripSpan & { readonly key: string; readonly label: string })[];
  onFlag(key: string): void;
  /** Changes when colours change. */
  readonly theme: string;
  /** The strip in words, for those who do not see it. */
  readonly summary: string;
  readonly fromLabel: string;
  readonly toLabel: string;
  textOf(at: number): string;
  onSpan(span: StripSpan): void;
  onReset(): void;
  /** Width in px, whenever it changes: decides how many bins and marks are asked for. */
  onWidth(width: number): void;
};

const barsHeight = 46;
const axisHeight = 17;
/** The brush follows the pointer at once; the span, which makes every view ask again, this often. */
const spanEveryMs = 90;
const nearPx = 7;

type Drag = {
  readonly kind: 'new' | 'from' | 'to' | 'move';
  readonly startX: number;
  readonly start: StripSpan;
  moved: boolean;
};

/** The strip. Drag to choose a span, drag its edges or middle to change it, double-click or Escape to see all. */
export function HistogramStrip(props: Props) {
  const { whole, visible, bins, gaps, marks, theme, onSpan, onReset, onWidth } = props;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [brush, setBrush] = useState<StripSpan | null>(null);
  const drag = useRef<Drag | null>(null);
  const lastTold = useRef(0);
  const length = Math.max(1, whole.to - whole.from);
  const xOf = (at: number) => ((at - whole.from) / length) * width;
  const atOf = (x: number) => whole.from + (Math.max(0, Math.min(width, x)) / Math.max(1, width)) * length;
  const shown = brush ?? visible;

  const tellWidth = useRef(onWidth);
  tellWidth.current = onWidth;
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => {
      setWidth(element.clientWidth);
      tellWidth.current(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `theme` says when the colours have to be read again.
  useEffect(() => {
    const element = canvas.current;
    if (element === null || width === 0) return;
    drawStrip(element, { width, height: barsHeight, whole, bins, gaps, colours: stripColours(element) });
  }, [width, whole, bins, gaps, theme]);

  const tell = (span: StripSpan, isLast: boolean) => {
    const now = performance.now();
    if (!isLast && now - lastTold.current < spanEveryMs) return;
    lastTold.current = now;
    onSpan(span);
  };
  const pointerX = (press: PointerEvent) => press.clientX - (box.current?.getBoundingClientRect().left ?? 0);
  const down = (press: PointerEvent<HTMLDivElement>) => {
    if (press.button !== 0) return;
    press.currentTarget.setPointerCapture(press.pointerId);
    const x = pointerX(press);
    const start = shown ?? whole;
    const isNear = (at: number) => Math.abs(xOf(at) - x) <= nearPx;
    const isInside = shown !== null && x > xOf(shown.from) && x < xOf(shown.to);
    const kind =
      shown !== null && isNear(shown.from)
        ? 'from'
        : shown !== null && isNear(shown.to)
          ? 'to'
          : isInside
            ? 'move'
            : 'new';
    drag.current = { kind, startX: x, start, moved: false };
  };
  const spanAt = (x: number, { kind, startX, start }: Drag): StripSpan => {
    if (kind === 'from') return { from: Math.min(atOf(x), start.to), to: Math.max(atOf(x), start.to) };
    if (kind === 'to') return { from: Math.min(atOf(x), start.from), to: Math.max(atOf(x), start.from) };
    if (kind === 'new') return { from: atOf(Math.min(x, startX)), to: atOf(Math.max(x, startX)) };
    const size = start.to - start.from;
    const wanted = start.from + ((x - startX) / Math.max(1, width)) * length;
    const from = Math.max(whole.from, Math.min(whole.to - size, wanted));
    return { from, to: from + size };
  };
  const move = (press: PointerEvent<HTMLDivElement>) => {
    const now = drag.current;
    if (now === null) return;
    const x = pointerX(press);
    if (!now.moved && Math.abs(x - now.startX) < 3) return;
    now.moved = true;
    const span = spanAt(x, now);
    setBrush(span);
    tell(span, false);
  };
  const up = (press: PointerEvent<HTMLDivElement>) => {
    const now = drag.current;
    drag.current = null;
    setBrush(null);
    if (now?.moved) tell(spanAt(pointerX(press), now), true);
  };

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    // React's wheel listener is passive; zooming must keep the page from scrolling.
    const wheel = (turn: WheelEvent) => {
      turn.preventDefault();
      const now = visible ?? whole;
      const pointer =
        whole.from + ((turn.clientX - element.getBoundingClientRect().left) / Math.max(1, width)) * length;
      const factor = turn.deltaY > 0 ? 1.25 : 0.8;
      const size = Math.max(2, (now.to - now.from) * factor);
      if (size >= length) {
        onReset();
        return;
      }
      const share = Math.max(0, Math.min(1, (pointer - now.from) / (now.to - now.from)));
      const from = Math.max(whole.from, Math.min(whole.to - size, pointer - share * size));
      onSpan({ from, to: from + size });
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [visible, whole, width, length, onSpan, onReset]);

  const handleKey = (end: 'from' | 'to') => (press: KeyboardEvent<HTMLDivElement>) => {
    const now = visible ?? whole;
    const step = length / (press.shiftKey ? 20 : 200);
    const least = length / 2000;
    const at = now[end];
    let wanted: number;
    if (press.key === 'ArrowLeft' || press.key === 'ArrowDown') wanted = at - step;
    else if (press.key === 'ArrowRight' || press.key === 'ArrowUp') wanted = at + step;
    else if (press.key === 'Home') wanted = whole.from;
    else if (press.key === 'End') wanted = whole.to;
    else if (press.key === 'Escape') {
      onReset();
      return;
    } else return;
    press.preventDefault();
    if (end === 'from') onSpan({ from: Math.max(whole.from, Math.min(wanted, now.to - least)), to: now.to });
    else onSpan({ from: now.from, to: Math.min(whole.to, Math.max(wanted, now.from + least)) });
  };
  const handle = (end: 'from' | 'to') => {
    const at = (shown ?? whole)[end];
    return (
      <div
        className={`strip-handle ${shown === null ? 'idle' : ''}`}
        role="slider"
        tabIndex={0}
        aria-label={end === 'from' ? props.fromLabel : props.toLabel}
        aria-valuemin={0}
        aria-valuemax={1000}
        aria-valuenow={Math.round(((at - whole.from) / length) * 1000)}
        aria-valuetext={props.textOf(at)}
        style={{ left: Math.max(3, Math.min(width - 3, xOf(at))) }}
        onKeyDown={handleKey(end)}
      />
    );
  };
  return (
    <div className="strip" ref={box} style={{ height: barsHeight + axisHeight }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: what the pointer does here, the keys do on the two sliders. */}
      <div
        className="strip-picture"
        style={{ height: barsHeight }}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onDoubleClick={onReset}
      >
        <canvas ref={canvas} style={{ width, height: barsHeight }} />
        {shown === null ? null : (
          <>
            <div className="strip-veil" style={{ left: 0, width: Math.max(0, xOf(shown.from)) }} />
            <div className="strip-veil" style={{ left: xOf(shown.to), width: Math.max(0, width - xOf(shown.to)) }} />
            <div
              className="strip-brush"
              style={{ left: xOf(shown.from), width: Math.max(2, xOf(shown.to) - xOf(shown.from)) }}
            />
          </>
        )}
        {props.flags.map((flag) => (
          <StripFlag
            key={flag.key}
            label={flag.label}
            x={xOf(flag.from)}
            end={xOf(flag.to)}
            onOpen={() => props.onFlag(flag.key)}
          />
        ))}
        {handle('from')}
        {handle('to')}
      </div>
      <div className="strip-axis" aria-hidden="true">
        {marks.map((mark) => (
          <span key={mark.at} style={{ left: xOf(mark.at) }}>
            {mark.text}
          </span>
        ))}
      </div>
      <p className="only-heard">{props.summary}</p>
    </div>
  );
}
