// Whether SQL could be run over a case, without running it and without a case: it is prepared over an empty one in memory.
import type { Database } from 'better-sqlite3';
import { assert } from '../../../shared/base/assert.ts';
import type { Failure } from '../../../shared/base/failure.ts';
import { sqlFunctions } from '../../../shared/questions/sql-views.ts';
import { migrate } from '../migrations/migrate.ts';
import { migrations } from '../migrations/migrations.ts';
import { connectMemory } from '../sqlite.ts';
import { prepareStatement } from './run-statement.ts';

let empty: Database | undefined;

/** Why a statement would be refused or not be understood; `undefined` when it can be run. */
export function judgeSql(sql: string): Failure | undefined {
  empty ??= emptyCase();
  const prepared = prepareStatement(empty, 'in memory', sql);
  return prepared.ok ? undefined : prepared.failure;
}

function emptyCase(): Database {
  const memory = connectMemory();
  // Whoever asks has a case open, or could not have been started.
  assert(memory.ok, 'the database library is there');
  migrate(memory.value, migrations);
  for (const { name, usage } of sqlFunctions) {
    const parameters = usage.split(',').length;
    // Nothing is run: what a function gives does not matter, only how many values it takes.
    const body = parameters === 1 ? (_one: unknown) => null : (_one: unknown, _two: unknown) => null;
    memory.value.function(name, { deterministic: true, directOnly: true }, body);
  }
  return memory.value;
}
