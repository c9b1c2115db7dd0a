// The random id by which links name a case: it says nothing about the case or where it lies.
import { randomBytes } from 'node:crypto';
import { isCaseId } from '../../shared/keep/case-link.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';
import { writeOwn } from './write-own.ts';

const key = 'case_id';

/** Gives a new case an id of its own; a transaction is open. */
export function giveCaseId(writer: CaseWriter): void {
  writer.setMeta(key, newId());
}

const newId = (): string => randomBytes(16).toString('hex');

/** The id; a case that has none gets one where it can be written to, else `null`. */
export function caseId(caseFile: CaseFile): string | null {
  const known = caseFile.meta(key);
  if (known !== undefined && isCaseId(known)) return known;
  const made = newId();
  const written = writeOwn(caseFile, (writer) => {
    writer.setMeta(key, made);
    return { ok: true, value: undefined };
  });
  return written.ok ? made : null;
}
