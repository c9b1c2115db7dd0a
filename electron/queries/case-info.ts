// The question case.info: what a case holds and the account of how it came in.
import { basename } from 'node:path';
import { done } from '../../shared/base/outcome.ts';
import type { CaseInfo } from '../../shared/questions/case-info.ts';
import { kinds } from '../../shared/salt/kind.ts';
import { problemCodes, problemSeverity } from '../../shared/salt/problem.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { derivedMeta, isDerived, setting } from '../store/derivation.ts';
import { sourceInfos } from '../store/source-infos.ts';
import { captureEnds } from './capture-ends.ts';
import { caseGaps } from './gaps.ts';
import type { Question } from './question.ts';
import { readShareLabel } from './share-label.ts';

/** Answers `case.info`. */
export const caseInfo: Question<'case.info'> = async (caseFile) => done(readCaseInfo(caseFile));

/** What the case holds now. */
export function readCaseInfo(caseFile: CaseFile): CaseInfo {
  const ends = captureEnds(caseFile);
  const ids = caseFile.rows<{ readonly id: number }>('SELECT id FROM source ORDER BY id').map(({ id }) => id);
  return {
    path: caseFile.path,
    name: basename(caseFile.path).replace(/\.saltrace$/, ''),
    isReadOnly: caseFile.isReadOnly,
    revision: caseFile.revision(),
    salt: JSON.parse(setting(caseFile, derivedMeta.saltVersions) ?? '[]') as string[],
    first: ends.first ?? null,
    last: ends.last ?? null,
    events: caseFile.columns.length,
    sources: sourceInfos(caseFile, ids),
    kinds: countKinds(caseFile),
    minions: count(caseFile, 'SELECT count(*) AS n FROM minion'),
    jobs: count(caseFile, 'SELECT count(*) AS n FROM job WHERE is_internal = 0'),
    gaps: caseGaps(caseFile),
    problems: countProblems(caseFile),
    promoted: caseFile.promoted.list().map(({ path, events, isTooVaried }) => ({ path, events, isTooVaried })),
    signed: {
      blocks: caseFile.signatures.groups().reduce((sum, { blocks }) => sum + blocks, 0),
      of: caseFile.blocks(),
    },
    isDerived: isDerived(caseFile),
    share: readShareLabel(caseFile),
  };
}

function count(caseFile: CaseFile, sql: string): number {
  return caseFile.rows<{ readonly n: number }>(sql)[0]?.n ?? 0;
}

/** Events of each kind that occurs, most frequent first. */
function countKinds({ columns }: CaseFile): CaseInfo['kinds'] {
  const counts = new Uint32Array(256);
  for (const [segment, part] of columns.segments('kind').entries()) {
    const length = Math.min(segmentLength, columns.length - segment * segmentLength);
    for (let at = 0; at < length; at += 1) {
      const kind = part[at] ?? 0;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
  }
  return kinds
    .map((kind, code) => ({ kind, count: counts[code] ?? 0 }))
    .filter((entry) => entry.count > 0)
    .sort((a, b) => b.count - a.count);
}

/** Problems of all sources together, by code. */
function countProblems(caseFile: CaseFile): CaseInfo['problems'] {
  return caseFile
    .rows<{ readonly code: number; readonly n: number }>(
      'SELECT code, sum(count) AS n FROM problem_count GROUP BY code ORDER BY code',
    )
    .map(({ code: position, n }) => {
      const code = problemCodes[position] ?? 'record-malformed';
      return { code, severity: problemSeverity(code), count: n };
    });
}
