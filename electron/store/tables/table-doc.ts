// What is said of a table and its columns, and short ways to say it.
import type { DictionaryKind } from '../columns/column-defs.ts';

/** What a column's value points at. */
type Join = { readonly table: string; readonly column: string; readonly dictionary?: DictionaryKind };

/** One column: SQLite's type, whether it may be NULL, one sentence. */
type ColumnDoc = {
  readonly name: string;
  readonly type: 'INTEGER' | 'REAL' | 'TEXT' | 'BLOB';
  readonly nullable: boolean;
  readonly doc: string;
  readonly joins?: Join;
};

/** One table. `derived` ones can be rebuilt from the others. */
export type TableDoc = {
  readonly name: string;
  readonly doc: string;
  readonly role: 'raw' | 'read' | 'derived' | 'own';
  readonly columns: readonly ColumnDoc[];
};

type Extra = { readonly nullable?: true; readonly joins?: Join };

function column(type: ColumnDoc['type']) {
  return (name: string, doc: string, extra: Extra = {}): ColumnDoc => ({
    name,
    type,
    nullable: extra.nullable ?? false,
    doc,
    ...(extra.joins === undefined ? {} : { joins: extra.joins }),
  });
}

/** Columns by SQLite's type: name, one sentence, whether NULL may stand in it and what it joins to. */
export const integer = column('INTEGER');
export const real = column('REAL');
export const text = column('TEXT');
export const blob = column('BLOB');
/** NULL may stand in the column. */
export const nullable = { nullable: true } as const;
/** The column holds the number of an event. */
export const toEvent: Extra = { joins: { table: 'event', column: 'id' } };
/** The column holds the number of a source. */
export const toSource: Extra = { joins: { table: 'source', column: 'id' } };

/** The column holds a number of a dictionary. */
export function toDictionary(dictionary: DictionaryKind): { readonly joins: Join } {
  return { joins: { table: 'dictionary', column: 'id', dictionary } };
}

/** A column with a number of a dictionary, or NULL. */
export function id(name: string, doc: string, dictionary: DictionaryKind): ColumnDoc {
  return integer(name, doc, { nullable: true, ...toDictionary(dictionary) });
}
