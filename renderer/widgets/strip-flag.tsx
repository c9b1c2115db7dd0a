// A flag on the overview strip: a line over a piece of time, and a button at its begin.
import { Bookmark } from 'lucide-react';

type Props = {
  readonly label: string;
  /** Px from the left of the strip. */
  readonly x: number;
  readonly end: number;
  onOpen(): void;
};

/** The flag. */
export function StripFlag({ label, x, end, onOpen }: Props) {
  return (
    <>
      <span className="strip-flagged" style={{ left: x, width: Math.max(3, end - x) }} />
      <button
        type="button"
        className="strip-flag"
        aria-label={label}
        title={label}
        style={{ left: Math.max(0, x - 7) }}
        // The strip itself must not begin a new span here.
        onPointerDown={(press) => press.stopPropagation()}
        onDoubleClick={(press) => press.stopPropagation()}
        onClick={onOpen}
      >
        <Bookmark size={11} fill="currentColor" aria-hidden="true" />
      </button>
    </>
  );
}
