// Asking in SQL: what one statement may take, and what comes back.

/** What a cell holds. Integers beyond 2^53 come as text, exactly; a blob as `x'…'`, its first bytes in hex. */
export type SqlValue = null | number | string;

/** What the values of a column are: SQLite's storage class, `mixed` where they differ, `null` where there are none. */
export type SqlType = 'integer' | 'real' | 'text' | 'blob' | 'mixed' | 'null';

/** One column of an answer. */
export type SqlColumn = {
  readonly name: string;
  readonly type: SqlType;
  /** True when its numbers are ids of events. */
  readonly isEvent: boolean;
};

/** The rows of one statement, as far as they were asked for. */
export type SqlAnswer = {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** True when there are more rows than were asked for (or than may be given at once). */
  readonly truncated: boolean;
  /** How many values are longer than was asked for and were cut. */
  readonly cutValues: number;
  /** How long the statement ran, in ms. */
  readonly tookMs: number;
};

/** What a statement may take. */
export type SqlLimits = {
  /** Rows at most. */
  readonly rows: number;
  /** Characters of one value at most; longer ones are cut. */
  readonly characters: number;
  /** ms until it is stopped. */
  readonly deadlineMs: number;
};

/** Values for the parameters of a statement (`$name`), by name without the `$`. They stand beside the text, never in it. */
export type SqlParameters = { readonly [name: string]: string | number };
