// events.facets: the most frequent values of several fields of a selection, columns in one pass, data paths from raw records.
import { done, failed } from '../../shared/base/outcome.ts';
import { readDataPath } from '../../shared/filter/data-path.ts';
import { suggest } from '../../shared/filter/suggest.ts';
import { type Facet, facetFields } from '../../shared/questions/questions.ts';
import { countPaths } from './count-paths.ts';
import { type ColumnField, countValues, type ValueCounts, valueCounts } from './count-values.ts';
import { mostFrequent } from './most-frequent.ts';
import { cancelled, type Question } from './question.ts';
import { selectEvents } from './selection.ts';

function isFacetField(field: string): field is (typeof facetFields)[number] & ColumnField {
  return facetFields.some((name) => name === field);
}

/** Budget: 100 ms a field at 10 M events, eight together about as much; data paths read at most 50,000 records. */
export const eventsFacets: Question<'events.facets'> = async (caseFile, body, context) => {
  const columnNames = body.fields.filter(isFacetField);
  const pathNames = body.fields.filter((field) => !isFacetField(field));
  const paths = pathNames.map(readDataPath);
  const unknown = pathNames.find((_, at) => paths[at] === undefined);
  if (unknown !== undefined) {
    return failed({
      code: 'request-malformed',
      message: `${unknown} cannot be counted: neither one of ${facetFields.join(', ')} nor a path such as data.return.`,
      suggestions: suggest(unknown, facetFields),
    });
  }
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const { count: total } = selected.value;
  const counted = await countValues(caseFile, selected.value, columnNames, context.isCancelled);
  if (counted === undefined) return cancelled();
  const known = paths.filter((path) => path !== undefined);
  const ofPaths = known.length === 0 ? [] : await countPaths(caseFile, selected.value, known, context.isCancelled);
  if (ofPaths === undefined) return cancelled();
  const facets = body.fields.map((field): Facet => {
    const column = (columnNames as readonly string[]).indexOf(field);
    const ofPath = column === -1 ? ofPaths[pathNames.indexOf(field)] : undefined;
    const values = ofPath ?? counted[column] ?? valueCounts(new Map(), 0);
    return facetOf(field, values, body.limit, ofPath?.scanned ?? total, total);
  });
  return done({ facets, total });
};

function facetOf(field: string, values: ValueCounts, limit: number, scanned: number, total: number): Facet {
  let distinct = 0;
  for (let at = 0; at < values.counts.length; at++) distinct += Number(values.counts[at] !== 0);
  return {
    field,
    values: mostFrequent(values, limit),
    distinct,
    absent: values.absent,
    isComplete: scanned === total,
    scanned,
  };
}
