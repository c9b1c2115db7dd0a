// What a function that SQL can call looks like.

/** A value as SQLite hands it over: integers as bigint. */
export type SqlArgument = null | number | bigint | string | Uint8Array;

/** A function of SQL. Its parameters are its arguments: their number is fixed. */
export type SqlFunction = (...values: SqlArgument[]) => null | number | string;

/** Thrown by a function whose argument is wrong: told as the failure of the statement. */
export class SqlArgumentError extends Error {
  override readonly name = 'SqlArgumentError';
}
