// A text of any length, line by line, only the lines in sight drawn; hidden characters made visible.
import { useVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { linesOf } from './json-nodes.ts';
import { VisibleText } from './visible-text.tsx';
import './text-lines.css';

type Props = { readonly text: string; readonly label: string; readonly rowHeight: number };

/** The text. It can be scrolled by keys. */
export function TextLines({ text, label, rowHeight }: Props) {
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
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys.
    <section className="text-lines mono" ref={box} aria-label={label} tabIndex={0}>
      <div className="text-lines-all" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => (
          <div key={item.key} className="text-line" style={{ top: item.start, height: rowHeight }}>
            <VisibleText text={lines[item.index] ?? ''} />
          </div>
        ))}
      </div>
    </section>
  );
}
