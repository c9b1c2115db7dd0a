// case.problems: the defects of a case, each in its place, of one source or code or all.
import { done, failed } from '../../shared/base/outcome.ts';
import { suggest } from '../../shared/filter/suggest.ts';
import type { ProblemRow } from '../../shared/questions/case-info.ts';
import { problemCodes, problemSeverity } from '../../shared/salt/problem.ts';
import type { Question } from './question.ts';

// Problems in the order of reading; by the primary key, or the index problem_source where a source is given.
const pageSql = `
SELECT problem.id, problem.code, source.name AS source, problem.line, problem.offset, problem.detail, problem.sample, problem.event
FROM problem
JOIN source ON source.id = problem.source
WHERE (:source IS NULL OR problem.source = :source)
AND (:code IS NULL OR problem.code = :code)
ORDER BY problem.id
LIMIT :limit OFFSET :offset`;

// How many there are of them.
const totalSql = `
SELECT COUNT(*) AS total
FROM problem
WHERE (:source IS NULL OR source = :source)
AND (:code IS NULL OR code = :code)`;

type Row = Omit<ProblemRow, 'code' | 'severity'> & { readonly code: number };

/** Without an event, only the first problems of a source and code are listed: their true number is in case.info. */
export const caseProblems: Question<'case.problems'> = (caseFile, { source, code, offset, limit }) => {
  const number = code === undefined ? null : (problemCodes as readonly string[]).indexOf(code);
  if (number === -1) {
    return Promise.resolve(
      failed({
        code: 'request-malformed',
        message: `There is no problem code ${code}.`,
        suggestions: suggest(code ?? '', problemCodes),
      }),
    );
  }
  const which = { source: source ?? null, code: number };
  const [count] = caseFile.rows<{ total: number }>(totalSql, which);
  const rows = caseFile.rows<Row>(pageSql, { ...which, offset, limit }).flatMap((row): ProblemRow[] => {
    const name = problemCodes[row.code];
    return name === undefined ? [] : [{ ...row, code: name, severity: problemSeverity(name) }];
  });
  return Promise.resolve(done({ rows, total: count?.total ?? 0 }));
};
