// filter.values: what may stand behind `field:` in the filter bar, most frequent first.
import { done } from '../../shared/base/outcome.ts';
import { readPath } from '../../shared/filter/data-path.ts';
import { fieldNamed } from '../../shared/filter/fields.ts';
import { problemCodes } from '../../shared/salt/problem.ts';
import type { CaseFile } from '../store/case-file.ts';
import { segmentLength } from '../store/columns/column-defs.ts';
import { countPaths } from './count-paths.ts';
import { columnFields, countValues, type ValueCounts, valueCounts } from './count-values.ts';
import { samplePaths } from './data-paths.ts';
import { tgtNames } from './filter/detail-leaf.ts';
import { mostFrequent } from './most-frequent.ts';
import { breathe, cancelled, type Question, type QuestionContext } from './question.ts';
import { selectEvents } from './selection.ts';

type Counts = ReadonlyMap<string, number>;

/** Values that begin with the text stand before those that only contain it. Letter case is ignored here. */
export const filterValues: Question<'filter.values'> = async (caseFile, { field, text, limit }, context) => {
  const counts = await countsOf(caseFile, field, context);
  if (counts === undefined) return cancelled();
  const wanted = text.toLowerCase();
  const beginning = new Map<string, number>();
  const containing = new Map<string, number>();
  for (const [value, count] of counts) {
    const at = value.toLowerCase().indexOf(wanted);
    if (at === 0) beginning.set(value, count);
    else if (at > 0) containing.set(value, count);
  }
  const top = (counted: Counts) => mostFrequent(valueCounts(counted, 0), limit, 0);
  const values = [...top(beginning), ...top(containing)].slice(0, limit);
  return done({ values });
};

const none: Counts = new Map();

async function countsOf(caseFile: CaseFile, field: string, context: QuestionContext): Promise<Counts | undefined> {
  if (field.startsWith('data.')) return countsOfPath(caseFile, field, context);
  switch (field) {
    case 'data':
      return samplePaths(caseFile, context.isCancelled);
    case 'tag':
      return tagCounts(await columnCounts(caseFile, 'shape', context));
    case 'expected':
      return columnCounts(caseFile, 'minion', context);
    case 'sls':
      return stateCounts(caseFile, ['sls'], context);
    case 'state':
      return stateCounts(caseFile, ['state_id', 'state_fun'], context);
    case 'tgt':
      return tgtCounts(caseFile);
    case 'problem':
      return problemCounts(caseFile);
    case 'kind':
    case 'outcome':
      return withAllWords(field, await columnCounts(caseFile, field, context));
    case 'test':
    case 'internal':
    case 'success':
      return new Map([
        ['true', 0],
        ['false', 0],
      ]);
  }
  const column = columnFields.find((name) => name === field && name !== 'shape');
  return column === undefined ? none : columnCounts(caseFile, column, context);
}

async function columnCounts(
  caseFile: CaseFile,
  field: (typeof columnFields)[number],
  context: QuestionContext,
): Promise<Counts | undefined> {
  const all = await selectEvents(caseFile, { filter: '' }, context);
  if (!all.ok) return undefined;
  const counted = await countValues(caseFile, all.value, [field], context.isCancelled);
  return mapOf(counted?.[0]);
}

function mapOf(counted: ValueCounts | undefined): Counts | undefined {
  if (counted === undefined) return undefined;
  const map = new Map<string, number>();
  for (let at = 0; at < counted.counts.length; at++) {
    const count = counted.counts[at] ?? 0;
    if (count > 0) map.set(counted.word(at), count);
  }
  return map;
}

/** Words of a closed set are offered although no event has them. */
function withAllWords(field: string, counts: Counts | undefined): Counts | undefined {
  if (counts === undefined) return undefined;
  const all = new Map((fieldNamed(field)?.words ?? []).map((word) => [word, 0]));
  for (const [word, count] of counts) all.set(word, count);
  return all;
}

/** Shapes as tag globs: a star for the jid and for the minion. */
function tagCounts(shapes: Counts | undefined): Counts | undefined {
  if (shapes === undefined) return undefined;
  const globs = new Map<string, number>();
  for (const [shape, count] of shapes) {
    const glob = shape.replace(/\u0003([\s\S])|[\u0001\u0002]/g, (_, own: string | undefined) => own ?? '*');
    globs.set(glob, (globs.get(glob) ?? 0) + count);
  }
  return globs;
}

async function countsOfPath(caseFile: CaseFile, field: string, context: QuestionContext): Promise<Counts | undefined> {
  const path = readPath(field.slice(4));
  if (path === undefined) return none;
  const all = await selectEvents(caseFile, { filter: '' }, context);
  if (!all.ok) return undefined;
  const counted = await countPaths(caseFile, all.value, [path], context.isCancelled);
  return mapOf(counted?.[0]);
}

/** Counts state results by a dictionary column, a range of events at a time so that it can be stopped. */
async function stateCounts(
  caseFile: CaseFile,
  columns: readonly ('sls' | 'state_id' | 'state_fun')[],
  context: QuestionContext,
): Promise<Counts | undefined> {
  const counts = new Map<string, number>();
  for (let from = 1; from <= caseFile.columns.length; from += segmentLength) {
    for (const column of columns) {
      // State results of a range of events by one of their words; by the index state_result_event.
      const sql = `SELECT ${column} AS id, COUNT(*) AS count FROM state_result WHERE event >= :from AND event < :to AND ${column} IS NOT NULL GROUP BY ${column}`;
      const dictionary = caseFile.dictionary(column);
      for (const { id, count } of caseFile.rows<{ id: number; count: number }>(sql, {
        from,
        to: from + segmentLength,
      })) {
        const text = dictionary.text(id);
        counts.set(text, (counts.get(text) ?? 0) + count);
      }
    }
    await breathe();
    if (context.isCancelled()) return undefined;
  }
  return counts;
}

function tgtCounts(caseFile: CaseFile): Counts {
  const counts = new Map<string, number>();
  // Targets with how often they were used; a scan of publish, one row a job.
  for (const { tgt, count } of caseFile.rows<{ tgt: string; count: number }>(
    'SELECT tgt, COUNT(*) AS count FROM publish GROUP BY tgt',
  )) {
    for (const name of tgtNames(tgt)) counts.set(name, (counts.get(name) ?? 0) + count);
  }
  return counts;
}

function problemCounts(caseFile: CaseFile): Counts {
  const counts = new Map<string, number>();
  // Problems by code over all sources; few rows.
  for (const { code, count } of caseFile.rows<{ code: number; count: number }>(
    'SELECT code, SUM(count) AS count FROM problem_count GROUP BY code',
  )) {
    const name = problemCodes[code];
    if (name !== undefined) counts.set(name, count);
  }
  return counts;
}
