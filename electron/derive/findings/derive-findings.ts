// Derives the findings of a case and keeps them in it, when they are not those of the present rules and events.
import { createHash } from 'node:crypto';
import { done, type Outcome } from '../../../shared/base/outcome.ts';
import type { FindingRule } from '../../../shared/keep/finding-rule.ts';
import { heldState, holdFindings } from '../../queries/findings-list.ts';
import type { CaseFile } from '../../store/case-file.ts';
import type { DerivedRow } from '../../store/case-writer.ts';
import { derivedMeta, findingsState } from '../../store/derivation.ts';
import type { Pacer } from '../pacer.ts';
import { readClocks } from './capture-clocks.ts';
import { type FindOptions, findTrouble } from './find.ts';
import { findingRows } from './say.ts';

/** Rises when detectors change, so that findings are derived anew. */
const version = 1;

/** What tells one set of rules from another. */
export function rulesDigest(rules: readonly FindingRule[]): string {
  return createHash('sha256')
    .update(JSON.stringify([version, rules]))
    .digest('hex')
    .slice(0, 16);
}

/** The rows of the findings, without keeping them; `undefined` when stopped. */
export async function findingsOf(
  caseFile: CaseFile,
  rules: readonly FindingRule[],
  pacer: Pacer,
  options: FindOptions = {},
): Promise<DerivedRow[] | undefined> {
  const found = await findTrouble(caseFile, rules, pacer, options);
  return found === undefined ? undefined : findingRows(found, rules);
}

/** True when there is nothing to derive: the findings are of these rules and events, or jobs are not derived yet. */
export function areFindingsDerived(caseFile: CaseFile, rules: readonly FindingRule[]): boolean {
  const state = findingsState(caseFile, rulesDigest(rules));
  return state === undefined || caseFile.meta(derivedMeta.findings) === state || heldState(caseFile) === state;
}

/** Brings the findings of a case up to date, beside it when it cannot be written to; gives false when it was stopped, or when jobs are not derived yet. */
export async function deriveFindings(
  caseFile: CaseFile,
  rules: readonly FindingRule[],
  pacer: Pacer,
): Promise<Outcome<boolean>> {
  const { writer } = caseFile;
  const state = findingsState(caseFile, rulesDigest(rules));
  if (state === undefined) return done(false);
  if (caseFile.meta(derivedMeta.findings) === state) return done(true);
  const rows = await findingsOf(caseFile, rules, pacer);
  if (rows === undefined) return done(false);
  const clocks = readClocks(caseFile);
  if (writer === undefined) {
    holdFindings(caseFile, { state, rows, clocks });
    return done(true);
  }
  const begun = writer.begin();
  if (!begun.ok) return begun;
  const emptied = writer.emptyTable('finding');
  const added = emptied.ok ? writer.addRows('finding', rows) : emptied;
  if (!added.ok) return added;
  writer.setMeta(derivedMeta.findings, state);
  writer.setMeta(derivedMeta.clocks, JSON.stringify(clocks));
  const committed = writer.commit();
  return committed.ok ? done(true) : committed;
}
