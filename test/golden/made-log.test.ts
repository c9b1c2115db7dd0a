// What is concluded from a made-up log is what its maker planned: outcome of every return, missing ones, roots, cascades.
import { describe, expect, it } from 'vitest';
import { deriveCase } from '../../electron/derive/derive-case.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { outcomesOf } from '../../shared/salt/job-outcome.ts';
import { fileOf, importFiles, newCase, succeeded } from '../support/ingest-case.ts';
import { madeLog } from '../support/made-log.ts';

const { bytes, jobs, minions } = madeLog({ events: 12_000, seed: 11, minions: 150 });
const nameOf = (minion: number): string => minions[minion] ?? '';

async function concludedCase(): Promise<CaseFile> {
  const caseFile = newCase();
  await importFiles(caseFile, [fileOf('made.jsonl', bytes)]);
  succeeded(await deriveCase(caseFile));
  return caseFile;
}

/** Outcomes of one job by minion, as derived. */
function derived(caseFile: CaseFile, jid: string): Map<string, string> {
  const rows = caseFile.rows<{ minion: number; outcome: number }>(
    'SELECT minion, outcome FROM job_minion WHERE jid = :jid',
    { jid: caseFile.dictionary('jid').id(jid) },
  );
  const names = caseFile.dictionary('minion');
  return new Map(rows.map(({ minion, outcome }) => [names.text(minion), outcomesOf(outcome).join()]));
}

describe('a made-up log', () => {
  it('has what it takes: failures, missing returns, changes, trimmed values, polls, dry runs, doubles', () => {
    const outcomes = new Set(jobs.flatMap(({ outcomes: all }) => [...all.values()]));
    expect([...outcomes].sort()).toEqual(['changed', 'failed', 'missing', 'pending', 'succeeded', 'unknown']);
    expect(jobs.some(({ isInternal }) => isInternal)).toBe(true);
    expect(jobs.some(({ isTest }) => isTest)).toBe(true);
    expect(jobs.some(({ duplicates }) => duplicates.length > 0)).toBe(true);
    expect(jobs.some(({ isPublished }) => !isPublished)).toBe(true);
    expect(jobs.some(({ roots, cascades }) => roots.size > 0 && cascades > 0)).toBe(true);
  });

  it('is concluded as it was planned, job by job and minion by minion', async () => {
    const caseFile = await concludedCase();
    let compared = 0;
    const wrong: string[] = [];
    for (const { jid, outcomes } of jobs) {
      const found = derived(caseFile, jid);
      expect(found.size).toBe(outcomes.size);
      for (const [minion, planned] of outcomes) {
        const concluded = found.get(nameOf(minion)) ?? 'none';
        // Where the log ends too soon to tell, missing is not concluded.
        const isRight =
          planned === 'pending' || planned === 'missing'
            ? ['missing', 'unknown', 'running'].includes(concluded)
            : concluded === planned;
        if (!isRight) wrong.push(`${jid} ${nameOf(minion)}: planned ${planned}, concluded ${concluded}`);
        compared += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(8000);
  });

  it('has the roots and cascades that were planned', async () => {
    const caseFile = await concludedCase();
    const rows = caseFile.rows<{ jid: number; sls: number; id: number; minion: number; role: number }>(`
SELECT event.jid, state_result.sls, state_result.state_id AS id, event.minion, state_result.role
FROM state_result
JOIN event ON event.id = state_result.event
WHERE state_result.role > 0`);
    const text = (kind: 'jid' | 'sls' | 'state_id' | 'minion', id: number) => caseFile.dictionary(kind).text(id);
    const found = new Set<string>();
    let cascades = 0;
    for (const { jid, sls, id, minion, role } of rows) {
      if (role === 1) found.add(`${text('jid', jid)} ${text('sls', sls)}.${text('state_id', id)} ${text('minion', minion)}`);
      else cascades += 1;
    }
    const planned = new Set<string>();
    let plannedCascades = 0;
    for (const { jid, roots, cascades: count, duplicates, outcomes } of jobs) {
      for (const [name, minions] of roots) for (const minion of minions) planned.add(`${jid} ${name} ${nameOf(minion)}`);
      // A failed return that was sent twice has its states twice.
      if (!duplicates.some((minion) => outcomes.get(minion) === 'failed')) plannedCascades += count;
    }
    expect([...found].sort()).toEqual([...planned].sort());
    expect(cascades).toBeGreaterThanOrEqual(plannedCascades);
  });
});
