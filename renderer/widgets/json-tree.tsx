// A JSON value of any size as a tree: only the rows in sight are drawn. Arrow keys walk and open, Enter or a click on a value opens its menu; secrets are covered until asked for.
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, ChevronRight, Eye } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type ExactJson, ExactNumber, entryCount, isBranch, type JsonRow, jsonRows } from './json-nodes.ts';
import type { FieldValue } from './value.tsx';
import { type OpenValue, ValueSpot } from './value-spot.tsx';
import { plainVisible, VisibleText } from './visible-text.tsx';
import './json-tree.css';

type Words = {
  readonly label: string;
  readonly reveal: string;
  readonly covered: string;
  entries(count: number): string;
};

type Props = {
  readonly root: ExactJson;
  readonly words: Words;
  /** Height of a row in px. */
  readonly rowHeight: number;
  /** Filter field of a path. */
  fieldOf(path: readonly string[]): string;
  isSecret(key: string): boolean;
  readonly openValue: OpenValue;
};

const cover = '••••••';
const indentPx = 14;

/** The value as the filter compares it. */
function fieldValue(value: ExactJson): FieldValue {
  if (value instanceof ExactNumber) return value.text;
  return isBranch(value) ? JSON.stringify(value) : value;
}

/** The tree. */
export function JsonTree({ root, words, rowHeight, fieldOf, isSecret, openValue }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const treeId = useId();
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [revealed, setRevealed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const [columns, setColumns] = useState(60);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    // 0.6 em is the width of a character of the data font, JetBrains Mono.
    const measure = () => setColumns(Math.floor((element.clientWidth - 24) / (rowHeight * 0.46 * 0.6)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [rowHeight]);

  const rows = useMemo(
    () => jsonRows(root, { toggled, revealed, isSecret, columns }),
    [root, toggled, revealed, isSecret, columns],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    initialRect: { width: 400, height: 600 },
  });
  const at = Math.max(
    0,
    rows.findIndex((row) => row.id === current),
  );
  const toggle = (row: JsonRow, isOpen: boolean) => {
    setToggled((before) => new Map(before).set(row.id, isOpen));
    setCurrent(row.id);
  };
  const reveal = (row: JsonRow) => setRevealed((before) => new Set(before).add(row.id));
  const go = (to: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (row === undefined) return;
    setCurrent(row.id);
    virtual.scrollToIndex(rows.indexOf(row));
  };
  const parentOf = (index: number) => {
    const depth = rows[index]?.depth ?? 0;
    let to = index;
    while (to > 0 && (rows[to]?.depth ?? 0) >= depth) to--;
    return to;
  };
  const enter = (row: JsonRow) => {
    if (row.isCovered) reveal(row);
    else if (isBranch(row.value)) toggle(row, !row.isOpen);
    else {
      const element = document.getElementById(`${treeId}-${at}`);
      if (element !== null) openValue(fieldOf(row.path), fieldValue(row.value), element);
    }
  };
  const key = (press: KeyboardEvent<HTMLDivElement>) => {
    const row = rows[at];
    if (row === undefined || press.altKey || press.ctrlKey || press.metaKey) return;
    if (press.key === 'ArrowDown') go(at + 1);
    else if (press.key === 'ArrowUp') go(at - 1);
    else if (press.key === 'Home') go(0);
    else if (press.key === 'End') go(rows.length - 1);
    else if (press.key === 'PageDown') go(at + 15);
    else if (press.key === 'PageUp') go(at - 15);
    else if (press.key === 'ArrowRight') {
      if (row.canOpen && !row.isOpen) toggle(row, true);
      else if (row.isOpen) go(at + 1);
    } else if (press.key === 'ArrowLeft') {
      if (row.isOpen) toggle(row, false);
      else if (row.depth > 0) go(parentOf(at));
    } else if (press.key === 'Enter' || press.key === ' ') enter(row);
    else return;
    press.preventDefault();
    press.stopPropagation();
  };
  return (
    <div
      className="json-tree mono"
      ref={box}
      role="tree"
      aria-label={words.label}
      tabIndex={0}
      aria-activedescendant={rows.length > 0 ? `${treeId}-${at}` : undefined}
      onKeyDown={key}
    >
      <div className="json-rows" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus and names this item as active.
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the tree's.
            <div
              key={row.id}
              id={`${treeId}-${item.index}`}
              className="json-row"
              role="treeitem"
              aria-level={row.depth + 1}
              aria-posinset={row.position}
              aria-setsize={row.siblings}
              aria-selected={item.index === at}
              {...(row.canOpen ? { 'aria-expanded': row.isOpen } : {})}
              style={{ top: item.start, height: rowHeight, paddingLeft: 6 + row.depth * indentPx }}
              onClick={() => setCurrent(row.id)}
            >
              <Row
                row={row}
                words={words}
                field={fieldOf(row.path)}
                onToggle={() => toggle(row, !row.isOpen)}
                onReveal={() => reveal(row)}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

type RowProps = {
  readonly row: JsonRow;
  readonly words: Words;
  readonly field: string;
  onToggle(): void;
  onReveal(): void;
};

function Row({ row, words, field, onToggle, onReveal }: RowProps) {
  if (row.line !== null)
    return (
      <span className={`json-line ${lineTone(row.line)}`}>
        <VisibleText text={row.line} />
      </span>
    );
  const Sign = row.isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      {row.canOpen ? (
        <button type="button" className="json-toggle" tabIndex={-1} aria-hidden="true" onClick={onToggle}>
          <Sign size={12} />
        </button>
      ) : (
        <span className="json-toggle" />
      )}
      {row.label === null ? null : (
        <span className={row.isIndex ? 'json-index' : 'json-key'}>
          <VisibleText text={row.label} />
          <span className="faint">: </span>
        </span>
      )}
      {row.isCovered ? (
        <button
          type="button"
          className="json-cover"
          tabIndex={-1}
          aria-label={words.covered}
          title={words.reveal}
          onClick={onReveal}
        >
          {cover} <Eye size={12} aria-hidden />
        </button>
      ) : (
        <JsonValue row={row} words={words} field={field} />
      )}
    </>
  );
}

function JsonValue({
  row,
  words,
  field,
}: {
  readonly row: JsonRow;
  readonly words: Words;
  readonly field: string;
}): ReactNode {
  const { value } = row;
  if (isBranch(value)) return <span className="faint json-value">{words.entries(entryCount(value))}</span>;
  const text = value instanceof ExactNumber ? value.text : String(value);
  const tone = typeof value === 'string' ? 'string' : value === false ? 'false' : 'other';
  return (
    <ValueSpot field={field} value={fieldValue(value)} className={`json-value json-${tone}`}>
      {typeof value === 'string' ? (
        row.isOpen ? (
          <span className="faint">{`${value.length}`}</span>
        ) : (
          <VisibleText text={firstLine(text)} />
        )
      ) : (
        plainVisible(text)
      )}
    </ValueSpot>
  );
}

function firstLine(text: string): string {
  if (text === '') return '""';
  const cut = text.length > 300 ? text.slice(0, 300) : text;
  return cut.replaceAll(/\r?\n/g, ' ⏎ ');
}

/** Lines of a diff in the colours of what was added and taken away. */
function lineTone(line: string): string {
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : '';
}
