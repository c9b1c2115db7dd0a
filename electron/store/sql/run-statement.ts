// Runs one reading statement of the user on a connection of its own that can do nothing else.
import type { ColumnDefinition, Database, Statement } from 'better-sqlite3';
import { done, failed, type Outcome } from '../../../shared/base/outcome.ts';
import type {
  SqlAnswer,
  SqlColumn,
  SqlLimits,
  SqlParameters,
  SqlType,
  SqlValue,
} from '../../../shared/questions/sql.ts';
import { connect } from '../sqlite.ts';
import { CaseError, storeFailure } from '../store-failure.ts';
import { refused, refuseStatement } from './check-statement.ts';
import { malformedSql } from './malformed-sql.ts';
import { readCell } from './read-cell.ts';
import { SqlArgumentError, type SqlFunction } from './sql-function.ts';

/** Characters of one answer at most, over all its values. */
const mostCharacters = 256 * 1024 * 1024;

/** Runs the statement. The deadline is the caller's: nothing in this process can stop SQLite. */
export function runStatement(
  path: string,
  { sql, values }: { readonly sql: string; readonly values: SqlParameters },
  limits: SqlLimits,
  functions: Readonly<Record<string, SqlFunction>>,
): Outcome<SqlAnswer> {
  // A new connection each time: whatever a statement leaves behind ends with it.
  const connection = connect(path, true);
  if (!connection.ok) return connection;
  const db = connection.value;
  try {
    // What is sorted or kept apart goes to disk instead of growing in memory.
    db.pragma('temp_store = FILE');
    for (const [name, body] of Object.entries(functions)) {
      db.function(name, { deterministic: true, directOnly: true, safeIntegers: true }, body);
    }
    return runOn(db, path, sql, values, limits);
  } finally {
    db.close();
  }
}

/** Prepares one reading statement; anything else is refused, with the place. Nothing is run. */
export function prepareStatement(db: Database, path: string, sql: string): Outcome<Statement<unknown[], unknown>> {
  const refusal = refuseStatement(sql);
  if (refusal !== undefined) return failed(refusal);
  let statement: Statement<unknown[], unknown>;
  try {
    statement = db.prepare<unknown[], unknown>(sql);
  } catch (error) {
    const failure = storeFailure(error, path);
    if (failure !== undefined) return failed(failure);
    if (!isSqliteError(error) && !isPrepareError(error)) throw error;
    return failed(malformedSql(db, sql, error));
  }
  // What the prepared statement is counts, not its words: WITH … DELETE and RETURNING begin like a question.
  if (!statement.readonly) return failed(refused('it would write', 0));
  return statement.reader ? done(statement) : failed(refused('it gives no rows', 0));
}

function runOn(db: Database, path: string, sql: string, values: SqlParameters, limits: SqlLimits): Outcome<SqlAnswer> {
  const began = performance.now();
  const prepared = prepareStatement(db, path, sql);
  if (!prepared.ok) return prepared;
  try {
    return done(gather(prepared.value, values, limits, began));
  } catch (error) {
    if (error instanceof CaseError) return failed(error.failure);
    const failure = storeFailure(error, path);
    if (failure !== undefined) return failed(failure);
    if (!(error instanceof SqlArgumentError || isSqliteError(error) || isPrepareError(error))) throw error;
    return failed({ code: 'sql-failed', message: `The statement failed while it ran: ${error.message}.` });
  }
}

/** The driver binds every number as REAL, so that 7 / $n is no integer division: whole numbers go as BigInt. */
function boundValues(values: SqlParameters): Record<string, string | number | bigint> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, Number.isSafeInteger(value) ? BigInt(value) : value]),
  );
}

/** What the driver itself refuses: several statements, none, or one that is too long. */
function isPrepareError(error: unknown): error is Error {
  return error instanceof RangeError || error instanceof TypeError;
}

function isSqliteError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}

function gather(
  statement: Statement<unknown[], unknown>,
  values: SqlParameters,
  limits: SqlLimits,
  began: number,
): SqlAnswer {
  const given = Object.keys(values).length === 0 ? [] : [boundValues(values)];
  const columns = statement.columns();
  const types: (SqlType | undefined)[] = columns.map(() => undefined);
  const rows: SqlValue[][] = [];
  let cutValues = 0;
  let left = mostCharacters;
  let truncated = false;
  for (const row of statement
    .raw(true)
    .safeIntegers(true)
    .iterate(...given) as IterableIterator<unknown[]>) {
    if (rows.length === limits.rows || left < 0) {
      truncated = true;
      break;
    }
    rows.push(
      row.map((value, at) => {
        const cell = readCell(value, limits.characters);
        const known = types[at];
        if (cell.type !== 'null') types[at] = known === undefined || known === cell.type ? cell.type : 'mixed';
        if (cell.isCut) cutValues++;
        left -= cell.size;
        return cell.value;
      }),
    );
  }
  return {
    columns: columns.map((column, at) => describe(column, types[at] ?? 'null')),
    rows,
    truncated,
    cutValues,
    tookMs: performance.now() - began,
  };
}

/** Which columns of the tables hold ids of events; SQLite tells the origin through views. */
const eventColumns = new Set([
  'event.id',
  'publish.event',
  'state_result.event',
  'origin.event',
  'problem.event',
  'job.event',
  'job_minion.event',
]);

function describe({ name, table, column }: ColumnDefinition, type: SqlType): SqlColumn {
  return { name, type, isEvent: type === 'integer' && eventColumns.has(`${table}.${column}`) };
}
