// The accounts of sources as the case has them after an import.

import type { ProblemCount, SourceInfo } from '../../shared/questions/case-info.ts';
import { problemCodes, problemSeverity } from '../../shared/salt/problem.ts';
import type { CaseFile } from './case-file.ts';

type SourceRow = {
  readonly id: number;
  readonly name: string;
  readonly path: string;
  readonly format: string;
  readonly bytes: number;
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly isComplete: number;
};

type ProblemRow = {
  readonly code: number;
  readonly count: number;
  readonly line: number | null;
  readonly offset: number | null;
  readonly sample: string | null;
};

/** The account of one source, by primary key. */
const sourceSql = `
SELECT
  id, name, path, format, bytes, read, accepted, duplicates, rejected,
  first_stamp AS first, last_stamp AS last, is_complete AS isComplete
FROM source
WHERE id = :id`;

/** The problems of one source with the first of each code; by the index problem_source. */
const problemsSql = `
SELECT problem_count.code, problem_count.count, problem.line, problem.offset, problem.sample
FROM problem_count
LEFT JOIN problem ON problem.id = (
  SELECT min(id) FROM problem WHERE source = problem_count.source AND code = problem_count.code
)
WHERE problem_count.source = :id
ORDER BY problem_count.code`;

/** The accounts of the given sources, in that order. */
export function sourceInfos(caseFile: CaseFile, ids: readonly number[]): SourceInfo[] {
  return ids.flatMap((id) =>
    caseFile.rows<SourceRow>(sourceSql, { id }).map((row) => ({
      ...row,
      isComplete: row.isComplete === 1,
      problems: caseFile.rows<ProblemRow>(problemsSql, { id }).map((problem) => problemCount(problem)),
    })),
  );
}

function problemCount({ code: number, count, line, offset, sample }: ProblemRow): ProblemCount {
  const code = problemCodes[number] ?? 'record-malformed';
  return {
    code,
    severity: problemSeverity(code),
    count,
    sample: { line: line ?? 0, offset: offset ?? 0, text: sample ?? '' },
  };
}
