// One small transaction on what a person keeps in a case.
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter, OwnTable } from '../store/case-writer.ts';

/** Runs `write` between begin and commit; a read-only case is refused with what can be done. */
export function writeOwn(caseFile: CaseFile, write: (writer: CaseWriter) => Outcome<void>): Outcome<void> {
  const { writer } = caseFile;
  if (writer === undefined) {
    return failed({
      code: 'database-readonly',
      message: `${caseFile.path} is open read-only: nothing can be kept in it.`,
      tip: 'Save it to another place first.',
    });
  }
  const begun = writer.begin();
  if (!begun.ok) return begun;
  const written = write(writer);
  if (!written.ok) return written;
  return writer.commit();
}

const keyOf = { saved_query: 'name', saved_view: 'name', note: 'key', report_block: 'key' } as const satisfies Record<
  OwnTable,
  string
>;

/** True when the table has a row with that key. */
export function isOwn(caseFile: CaseFile, table: OwnTable, key: string): boolean {
  return caseFile.rows(`SELECT 1 FROM ${table} WHERE ${keyOf[table]} = :key`, { key }).length > 0;
}
