// An answer of SQL as a table: ids of events select them, names that the filter knows have their menu, secrets are covered.
import { useMemo } from 'react';
import { fieldNamed } from '../../../shared/filter/fields.ts';
import type { SqlAnswer, SqlColumn, SqlValue } from '../../../shared/questions/sql.ts';
import { coverSecrets, isSecretKey, secretCover } from '../../../shared/salt/secret.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { type OpenValue, ValueSpot } from '../../widgets/value-spot.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** One row of an answer. */
export type SqlRow = readonly SqlValue[];

/** The value as it may be shown: what stands under a secret key is covered, in a column of that name or inside the text. */
export function shownValue(column: SqlColumn, value: SqlValue, isRevealed: boolean): SqlValue {
  if (isRevealed || typeof value !== 'string') return value;
  return isSecretKey(column.name) ? secretCover : coverSecrets(value);
}

/** True when something in the answer is covered. */
export function hasSecrets({ columns, rows }: SqlAnswer): boolean {
  return rows.some((row) =>
    columns.some((column, at) => shownValue(column, row[at] ?? null, false) !== (row[at] ?? null)),
  );
}

/** Columns of these names hold what a field of the filter of another name asks for. */
const otherNames: Readonly<Record<string, string>> = { state_id: 'state', state_fun: 'state' };
/** Fields whose values are words or names that a term can ask for as they stand. */
const askable = ['text', 'closed'];

/** The field of the filter that a column's values are of. */
function fieldOf(name: string): string | undefined {
  const field = fieldNamed(otherNames[name] ?? name);
  return field !== undefined && askable.includes(field.type) ? field.name : undefined;
}

/** The columns of an answer, as wide as their first rows need. */
export function useResultColumns(
  answer: SqlAnswer,
  isRevealed: boolean,
  openValue: OpenValue,
): readonly DataColumn<SqlRow>[] {
  return useMemo(
    () =>
      answer.columns.map((column, at): DataColumn<SqlRow> => {
        const isNumber = column.type === 'integer' || column.type === 'real';
        const field = fieldOf(column.name);
        return {
          id: String(at),
          header: column.name,
          hint: `${column.name}: ${column.type}`,
          width: widthOf(answer, at),
          grows: at === answer.columns.length - 1 && !isNumber,
          ...(isNumber ? { align: 'end' as const } : {}),
          cell: (row) => <Cell column={column} value={row[at] ?? null} field={field} isRevealed={isRevealed} />,
          ...(column.isEvent
            ? { onEnter: (row: SqlRow) => pickEvent(row[at]) }
            : field === undefined
              ? {}
              : {
                  onEnter: (row: SqlRow, anchor: HTMLElement) => {
                    const value = row[at];
                    if (typeof value === 'string') openValue(field, value, anchor);
                  },
                }),
        };
      }),
    [answer, isRevealed, openValue],
  );
}

function pickEvent(value: SqlValue | undefined): void {
  if (typeof value === 'number') useSelectionStore.getState().eventPicked(value);
}

function widthOf({ columns, rows }: SqlAnswer, at: number): number {
  const texts = [columns[at]?.name ?? '', ...rows.slice(0, 100).map((row) => String(row[at] ?? ''))];
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return Math.max(64, Math.min(420, Math.round(longest * 7.4) + 26));
}

type CellProps = {
  readonly column: SqlColumn;
  readonly value: SqlValue;
  readonly field: string | undefined;
  readonly isRevealed: boolean;
};

function Cell({ column, value, field, isRevealed }: CellProps) {
  if (value === null) return <span className="faint sql-null">NULL</span>;
  if (column.isEvent && typeof value === 'number')
    return (
      <button type="button" tabIndex={-1} className="value spot mono" onClick={() => pickEvent(value)}>
        {value}
      </button>
    );
  const shown = shownValue(column, value, isRevealed);
  // Several words of one event are joined by commas: no term asks for them together.
  const isOne = typeof value === 'string' && shown === value && !value.includes(',');
  if (field !== undefined && isOne)
    return (
      <ValueSpot field={field} value={value}>
        <VisibleText text={value} />
      </ValueSpot>
    );
  return <span className="mono">{typeof shown === 'string' ? <VisibleText text={shown} /> : shown}</span>;
}
