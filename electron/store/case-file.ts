// What an open case offers to the rooms above the store. The store implements it; nobody else touches SQLite.

import type { Outcome } from '../../shared/base/outcome.ts';
import type { EventPlace } from '../../shared/questions/event-row.ts';
import type { JsonObject } from '../../shared/salt/json.ts';
import type { CaseWriter } from './case-writer.ts';
import type { ColumnArray, ColumnName, DictionaryKind } from './columns/column-defs.ts';
import type { PromotedReader } from './promoted/promoted-store.ts';
import type { SignatureReader } from './signatures/signature-store.ts';

/** Reads a stored record again: given by whoever opens the case, because the store knows no formats. */
export type RecordDecoder = (format: string, record: Uint8Array) => StoredEvent | undefined;

/** A record decoded anew. */
export type StoredEvent = {
  readonly tag: string;
  readonly data: JsonObject;
  /** `data` as valid JSON text. */
  readonly dataText: () => string;
};

/** The columns of all committed events, by segment; loaded when first asked for, growing while an import runs. */
export type Columns = {
  /** Number of events; ids are 1…length, event id = position + 1. */
  readonly length: number;
  /** Segments of a column; each has `segmentLength` elements but the last, of which only `length` events count. */
  readonly segments: <N extends ColumnName>(name: N) => readonly ColumnArray<N>[];
  /** Value of one event (by id). */
  readonly value: (name: ColumnName, id: number) => number;
};

/** Strings of one dictionary; id 0 stands for no value. */
export type Dictionary = {
  /** Largest id. */
  readonly size: number;
  readonly text: (id: number) => string;
  /** Id of a string, 0 when it is not there. */
  readonly id: (text: string) => number;
};

/** An open case. All reading is synchronous and short; long scans belong to queries, which slice them. */
export type CaseFile = {
  readonly path: string;
  readonly isReadOnly: boolean;
  /** Rises with every commit that may change an answer: not with what a person keeps, nor with settings. */
  readonly revision: () => number;
  readonly columns: Columns;
  readonly dictionary: (kind: DictionaryKind) => Dictionary;
  /** The tag of an event, put together from its shape, jid and minion. */
  readonly tag: (id: number) => string;
  /** The raw record, byte for byte. Blocks are cached (a few MB): ask in rising order where many are read. */
  readonly raw: (id: number) => Uint8Array;
  /** The record decoded anew. */
  readonly event: (id: number) => StoredEvent;
  /** Number of raw blocks; ids are 1…blocks. */
  readonly blocks: () => number;
  /** The bytes of one block: those of its records and what stands between them. */
  readonly block: (id: number) => Uint8Array;
  /** What tells blocks that surely lack a text. */
  readonly signatures: SignatureReader;
  /** Paths into the data that are columns. */
  readonly promoted: PromotedReader;
  /** Where the event was read; first its home, then duplicates in other sources. */
  readonly places: (id: number) => EventPlace[];
  /** Runs one reading SQL statement with named parameters (`:name`); statements are cached by text. */
  readonly rows: <Row extends object>(
    sql: string,
    params?: Readonly<Record<string, string | number | bigint | null>>,
  ) => Row[];
  /** The same, one row at a time. */
  readonly each: <Row extends object>(
    sql: string,
    params?: Readonly<Record<string, string | number | bigint | null>>,
  ) => IterableIterator<Row>;
  /** A small setting of the case (saved view, derivation version), `undefined` when not set. */
  readonly meta: (key: string) => string | undefined;
  /** Present unless the case is read-only. */
  readonly writer: CaseWriter | undefined;
  readonly close: () => void;
};

/** Opens or makes a case. */
export type OpenCase = (
  path: string,
  options: {
    readonly mode: 'create' | 'write' | 'read';
    readonly decoder: RecordDecoder;
    /** True when another process has looked at every page just now. */
    readonly arePagesChecked?: boolean;
  },
) => Outcome<CaseFile>;
