// A separator that sizes what stands at its end: by pointer or by arrow keys.
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import './split.css';

type Props = {
  readonly label: string;
  /** Width of the part behind the separator, in px. */
  readonly size: number;
  readonly smallest: number;
  readonly largest: number;
  onSize(size: number): void;
};

/** A vertical separator; the sized part stands to its right. */
export function Split({ label, size, smallest, largest, onSize }: Props) {
  const start = useRef<{ x: number; size: number } | null>(null);
  const sizeTo = (wanted: number) => onSize(Math.max(smallest, Math.min(largest, wanted)));
  const down = (press: PointerEvent<HTMLDivElement>) => {
    press.currentTarget.setPointerCapture(press.pointerId);
    start.current = { x: press.clientX, size };
  };
  const move = (press: PointerEvent<HTMLDivElement>) => {
    if (start.current !== null) sizeTo(start.current.size + start.current.x - press.clientX);
  };
  const key = (press: KeyboardEvent<HTMLDivElement>) => {
    const step = press.shiftKey ? 64 : 16;
    if (press.key === 'ArrowLeft') sizeTo(size + step);
    else if (press.key === 'ArrowRight') sizeTo(size - step);
    else if (press.key === 'Home') sizeTo(largest);
    else if (press.key === 'End') sizeTo(smallest);
    else return;
    press.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a focusable separator with a value is the pattern for window splitters; hr cannot be one.
    <div
      className="split"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(size)}
      aria-valuemin={smallest}
      aria-valuemax={largest}
      tabIndex={0}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={key}
    />
  );
}
