// The question sql.of-filter: the selection as an SQL statement over the views.
import { done, failed } from '../../shared/base/outcome.ts';
import { faultText } from '../../shared/filter/filter-fault.ts';
import { parseFilter } from '../../shared/filter/parse-filter.ts';
import { captureEnds } from './capture-ends.ts';
import { sqlOfTree } from './filter-sql/sql-of-tree.ts';
import type { Question } from './question.ts';

const columns = 'id, time, kind, minion, jid, fun, outcome, tag';

/** Answers `sql.of-filter`. */
export const sqlOfFilter: Question<'sql.of-filter'> = async (caseFile, { filter, span }, { zone }) => {
  const parsed = parseFilter(filter);
  if (!parsed.ok) {
    const { position, suggestions } = parsed;
    return failed({ code: 'filter-malformed', message: faultText(parsed), position, suggestions });
  }
  const { first, last } = captureEnds(caseFile);
  const context = { zone, captureFirst: first, captureLast: last };
  return done({ sql: sqlOfTree(parsed.tree, span, context, columns) });
};
