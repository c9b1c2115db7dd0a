// A text of any length, line by line, only the lines in sight drawn; hidden characters made visible.
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { linesOf } from './json-nodes.ts';
import { lineMarks } from './line-marks.ts';
import { VisibleText } from './visible-text.tsx';
import './text-lines.css';

type Props = {
  readonly text: string;
  readonly label: string;
  readonly rowHeight: number;
  /** Ways to write a text whose places are marked, in any letter case; the first one is scrolled to. */
  readonly marked?: readonly string[];
};

const nothingMarked: readonly string[] = [];

/** The text. It can be scrolled by keys. */
export function TextLines({ text, label, rowHeight, marked = nothingMarked }: Props) {
  const box = useRef<HTMLElement>(null);
  const [columns, setColumns] = useState(50);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setColumns(Math.max(20, Math.floor((element.clientWidth - 26) / (rowHeight * 0.6 * 0.6))));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight]);
  const lines = useMemo(() => linesOf(text, columns), [text, columns]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 400, height: 600 },
  });
  const marks = useMemo(() => lineMarks(lines, marked), [lines, marked]);
  const firstMarked = marks.keys().next().value;
  useLayoutEffect(() => {
    if (firstMarked !== undefined) virtual.scrollToIndex(firstMarked, { align: 'center' });
  }, [firstMarked, virtual]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys.
    <section className="text-lines mono" ref={box} aria-label={label} tabIndex={0}>
      <div className="text-lines-all" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div key={item.key} className="text-line" style={{ top: item.start, height: rowHeight }}>
            <Line text={lines[item.index] ?? ''} ranges={marks.get(item.index) ?? []} />
          </div>
        ))}
      </div>
    </section>
  );
}

function Line({ text, ranges }: { readonly text: string; readonly ranges: readonly (readonly [number, number])[] }) {
  if (ranges.length === 0) return <VisibleText text={text} />;
  const pieces: ReactNode[] = [];
  let done = 0;
  for (const [from, to] of ranges) {
    pieces.push(
      <VisibleText key={done} text={text.slice(done, from)} />,
      <mark key={`${from} mark`}>
        <VisibleText text={text.slice(from, to)} />
      </mark>,
    );
    done = to;
  }
  return [...pieces, <VisibleText key={done} text={text.slice(done)} />];
}
