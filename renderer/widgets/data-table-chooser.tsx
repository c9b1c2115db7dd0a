// The menu in which columns are shown, hidden, moved and sized; all of it also by keyboard.
import './data-table-chooser.css';
import { Popover } from '@mantine/core';
import { ArrowDown, ArrowUp, ChevronsLeftRight, ChevronsRightLeft, Columns3 } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  type ColumnLayout,
  type DataColumn,
  orderedIds,
  plainLayout,
  withMoved,
  withWidth,
} from './data-table-columns.ts';

/** The menu's words in the reader's language; `of` puts the column's name in. */
export type ChooserWords = {
  readonly button: string;
  readonly title: string;
  readonly earlier: (column: string) => string;
  readonly later: (column: string) => string;
  readonly wider: (column: string) => string;
  readonly narrower: (column: string) => string;
  readonly reset: string;
};

type Props<Row> = {
  readonly columns: readonly DataColumn<Row>[];
  readonly layout: ColumnLayout;
  readonly onLayout: (layout: ColumnLayout) => void;
  readonly words: ChooserWords;
  /** What else belongs into the menu. */
  readonly children?: ReactNode;
};

const widthStep = 24;

/** The button with its menu. */
export function DataTableChooser<Row>({ columns, layout, onLayout, words, children }: Props<Row>) {
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <Popover position="bottom-end" withinPortal trapFocus shadow="md" returnFocus>
      <Popover.Target>
        <button type="button" className="btn quiet">
          <Columns3 size={14} aria-hidden="true" />
          {words.button}
        </button>
      </Popover.Target>
      <Popover.Dropdown className="dtc" aria-label={words.title}>
        <p className="caption">{words.title}</p>
        <ul>
          {orderedIds(layout, columns).map((id) => {
            const column = byId.get(id);
            if (column === undefined) return null;
            const isShown = layout.shown[id] ?? column.startsHidden !== true;
            const width = layout.widths[id] ?? column.width;
            return (
              <li key={id} className="dtc-row">
                <label className="dtc-name">
                  <input
                    type="checkbox"
                    checked={isShown}
                    disabled={column.canHide === false}
                    onChange={() => onLayout({ ...layout, shown: { ...layout.shown, [id]: !isShown } })}
                  />
                  {column.header}
                </label>
                <Step label={words.earlier(column.header)} onPress={() => onLayout(withMoved(layout, columns, id, -1))}>
                  <ArrowUp size={13} />
                </Step>
                <Step label={words.later(column.header)} onPress={() => onLayout(withMoved(layout, columns, id, 1))}>
                  <ArrowDown size={13} />
                </Step>
                <Step
                  label={words.narrower(column.header)}
                  onPress={() => onLayout(withWidth(layout, column, width - widthStep))}
                >
                  <ChevronsRightLeft size={13} />
                </Step>
                <Step
                  label={words.wider(column.header)}
                  onPress={() => onLayout(withWidth(layout, column, width + widthStep))}
                >
                  <ChevronsLeftRight size={13} />
                </Step>
              </li>
            );
          })}
        </ul>
        <button type="button" className="btn quiet" onClick={() => onLayout(plainLayout)}>
          {words.reset}
        </button>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}

type StepProps = { readonly label: string; readonly onPress: () => void; readonly children: ReactNode };

function Step({ label, onPress, children }: StepProps) {
  return (
    <button type="button" className="dtc-step" aria-label={label} title={label} onClick={onPress}>
      {children}
    </button>
  );
}
