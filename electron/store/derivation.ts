// What was derived, as settings of the case: written by the derivation, read by the questions.
import type { CaseFile } from './case-file.ts';

/** How this program derives. Rises when the rules change, so that older cases are derived anew. */
export const derivation = 2;

/** Names of the settings. */
export const derivedMeta = {
  /** `derivation` and number of events of the last whole derivation, joined by a colon; empty while one is under way. */
  state: 'derived',
  /** Salt versions that events name, as a JSON list. */
  saltVersions: 'salt_versions',
  /** The derivation of jobs and the digest of the rules that the findings are of, joined by a space. */
  findings: 'findings',
  /** What the clocks tell, as JSON. */
  clocks: 'clocks',
} as const;

/**
 * Setting of a share of a part of a case: when the whole capture listened, as a JSON list of pairs of stamps. What is missing in the part
 * is judged by it, as in the whole.
 */
export const listenedKey = 'listened';

/** The text of {@link derivedMeta}.state after a whole derivation over so many events. */
export function derivedState(events: number): string {
  return `${derivation}:${events}`;
}

/** True when jobs, minions and outcomes are derived, by this program's rules, from all events there are. */
export function isDerived(caseFile: CaseFile): boolean {
  return setting(caseFile, derivedMeta.state) === derivedState(caseFile.columns.length);
}

/** A setting of the case. */
export function setting(caseFile: CaseFile, key: string): string | undefined {
  return caseFile.rows<{ readonly value: string }>('SELECT value FROM meta WHERE key = :key', { key })[0]?.value;
}

/** The text of {@link derivedMeta}.findings for rules with this digest; `undefined` while jobs are not derived. */
export function findingsState(caseFile: CaseFile, digest: string): string | undefined {
  return isDerived(caseFile) ? `${derivedState(caseFile.columns.length)} ${digest}` : undefined;
}
