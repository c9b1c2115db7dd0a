// Takes what a person keeps from one case into another: when a case is written anew from its raw records.
import type { Outcome } from '../../shared/base/outcome.ts';
import { done } from '../../shared/base/outcome.ts';
import type { CaseFile } from './case-file.ts';
import type { DerivedRow, OwnTable } from './case-writer.ts';

const ownTables = ['saved_query', 'saved_view', 'note', 'report_block'] as const satisfies readonly OwnTable[];

/** Copies all rows, inside the transaction of `to`. Numbers of events are left out: the other case may have others. */
export function copyOwn(from: CaseFile, to: CaseFile): Outcome<void> {
  for (const table of ownTables) {
    for (const row of from.each<DerivedRow>(`SELECT * FROM ${table}`)) {
      const put = to.writer?.putRow(table, table === 'note' ? { ...row, event: null } : row);
      if (put?.ok === false) return put;
    }
  }
  return done(undefined);
}
