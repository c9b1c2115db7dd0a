// Parts of a whole as one bar: worst first, each part with its own colour and texture.
import './stacked-bar.css';
import type { MarkTone } from './outcome-mark.tsx';

/** One part; parts of size 0 are not drawn. */
export type BarPart = { readonly tone: MarkTone; readonly count: number };

type Props = {
  readonly parts: readonly BarPart[];
  /** The whole; parts may add up to less when something is not known. */
  readonly total: number;
  /** All of it in words; empty when nothing is known, then there is nothing to say either. */
  readonly label: string;
};

/** The bar. Every part that exists is at least 3 px wide: one failure among 2,000 must be seen. */
export function StackedBar({ parts, total, label }: Props) {
  const shown = parts.filter((part) => part.count > 0);
  return (
    <span
      className="sb"
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, title: label })}
    >
      {shown.map((part) => (
        <i
          key={part.tone}
          className="sb-part"
          data-tone={part.tone}
          style={{ flexGrow: part.count / Math.max(1, total) }}
        />
      ))}
    </span>
  );
}
