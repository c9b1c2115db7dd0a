// Opens a case that was found to be one already, for the functions that SQL calls.
import { done, type Outcome } from '../../../shared/base/outcome.ts';
import { assembleCase } from '../assemble-case.ts';
import type { CaseFile, RecordDecoder } from '../case-file.ts';
import { connect } from '../sqlite.ts';

/** The open case, read-only, unchecked: whoever asks has opened it with all checks. */
export function openForSql(path: string, decoder: RecordDecoder): Outcome<CaseFile> {
  const connection = connect(path, true);
  if (!connection.ok) return connection;
  return done(assembleCase(connection.value, path, { isReadOnly: true, decoder, onClose: () => undefined }));
}
