// The sources of a case by their numbers.
import type { CaseFile } from '../../store/case-file.ts';

/** Name of every source. Few rows: a case has as many sources as files were read. */
export function sourceNames(caseFile: CaseFile): Map<number, string> {
  // All sources.
  const rows = caseFile.rows<{ id: number; name: string }>('SELECT id, name FROM source');
  return new Map(rows.map(({ id, name }) => [id, name]));
}
