// The question sql.run: one statement of the user, run by a process of its own that can be stopped.
import { assert } from '../../shared/base/assert.ts';
import type { Question } from './question.ts';

/** Answers `sql.run`. */
export const sqlRun: Question<'sql.run'> = ({ path }, { sql, values, limits }, { zone, isCancelled, runSql }) => {
  assert(runSql !== undefined, 'sql.run is asked where no reader can be started');
  return runSql({ path, sql, values, limits, zone }, isCancelled);
};
