// When the sources of a case listened, of the whole capture where the case is a part of one.
import { joinSpans, type Stretch } from '../analysis/coverage.ts';
import type { CaseFile } from '../store/case-file.ts';
import { listenedKey } from '../store/derivation.ts';
import type { ColumnReader } from './column-reader.ts';

/** When the sources listened; without any stamp of a source, the span of the events. */
export function listened(caseFile: CaseFile, events: number, stampOf: ColumnReader): Stretch[] {
  const spans = [...listenedSpans(caseFile), ...wholeSpans(caseFile.meta(listenedKey))];
  if (spans.length > 0 || events === 0) return joinSpans(spans);
  return [{ from: stampOf(1), to: stampOf(events) }];
}

/** When each source listened: from its first stamp to its last. */
export function listenedSpans(caseFile: CaseFile): Stretch[] {
  return caseFile.rows<Stretch>(
    'SELECT first_stamp AS "from", last_stamp AS "to" FROM source WHERE first_stamp IS NOT NULL AND last_stamp IS NOT NULL',
  );
}

/** The spans of the whole capture that a share is a part of. The case may come from anybody. */
function wholeSpans(text: string | undefined): Stretch[] {
  let list: unknown;
  try {
    list = JSON.parse(text ?? '[]');
  } catch {
    // What cannot be read says nothing; the sources still do.
    return [];
  }
  if (!Array.isArray(list)) return [];
  return list.flatMap((pair: unknown) => {
    const [from, to] = Array.isArray(pair) ? (pair as unknown[]) : [];
    return Number.isSafeInteger(from) && Number.isSafeInteger(to) && Number(from) <= Number(to)
      ? [{ from: Number(from), to: Number(to) }]
      : [];
  });
}
