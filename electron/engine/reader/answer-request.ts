// What a reader does with a request. Nothing here may be waited for by the engine without a way to kill it.
import type { Failure } from '../../../shared/base/failure.ts';
import { failed, type Outcome } from '../../../shared/base/outcome.ts';
import { decodeStored } from '../../ingest/decoder.ts';
import { inspectCase } from '../../store/open-case-file.ts';
import { openForSql } from '../../store/sql/open-for-sql.ts';
import { runStatement } from '../../store/sql/run-statement.ts';
import { CaseError } from '../../store/store-failure.ts';
import { caseFunctions } from './case-functions.ts';
import type { FromReader, ReaderAnswers, ToReader } from './reader-talk.ts';

/** Answers one request. */
export function answerRequest(request: ToReader, answer: (outcome: FromReader) => void): void {
  try {
    answer(request.type === 'sql' ? runSql(request) : inspectCase(request.path, request.pages));
  } catch (error) {
    answer(failed(asFailure(error)));
  }
}

function asFailure(error: unknown): Failure {
  if (error instanceof CaseError) return error.failure;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'bug', message: `The reader met a defect of Saltrace: ${message}.` };
}

function runSql({
  path,
  sql,
  values = {},
  limits,
  zone,
}: ToReader & { readonly type: 'sql' }): Outcome<ReaderAnswers['sql']> {
  const opened = openForSql(path, decodeStored);
  if (!opened.ok) return opened;
  try {
    return runStatement(path, { sql, values }, limits, caseFunctions(opened.value, zone));
  } finally {
    opened.value.close();
  }
}
