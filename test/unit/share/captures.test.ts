// Every recording, shared by default: it opens elsewhere to the same jobs, outcomes and reasons, and holds none of its secrets.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { eventsPage } from '../../../electron/queries/events-page.ts';
import { jobStory } from '../../../electron/queries/job-story.ts';
import { jobsList } from '../../../electron/queries/jobs-list.ts';
import { minionsList } from '../../../electron/queries/minions-list.ts';
import type { CaseFile } from '../../../electron/store/case-file.ts';
import { allCaptures, DerivedCase, valueIn } from '../../support/derived-capture.ts';
import { placesOf, shareOf } from '../../support/share-case.ts';

const context = { isCancelled: () => false, zone: 'UTC' };

/** What is concluded, without the words that rules hide. */
async function truthOf(caseFile: CaseFile) {
  const list = { filter: '', internal: true, sort: 'jid', descending: false, offset: 0, limit: 10_000 } as const;
  const { rows: jobs } = valueIn(await jobsList(caseFile, list, context));
  const stories = [];
  for (const job of jobs) {
    const { minions, roots } = valueIn(await jobStory(caseFile, { jid: job.jid }, context));
    stories.push({
      job: { ...job, arg: null },
      minions: minions.map(({ errorText: _error, rootFailures, ...minion }) => ({
        ...minion,
        rootFailures: rootFailures.map(({ sls, id, state, comment }) => ({ sls, id, state, comment })),
      })),
      roots: roots.map(({ output: _output, ...root }) => root),
    });
  }
  const minionList = { filter: '', sort: 'minion', descending: false, offset: 0, limit: 10_000 } as const;
  const { rows: minions } = valueIn(await minionsList(caseFile, minionList, context));
  const { rows: failed, total } = valueIn(
    await eventsPage(caseFile, { filter: 'outcome:failed', start: { row: 0 }, limit: 1000 }, context),
  );
  return {
    stories,
    minions,
    failed: failed.map(({ tag, stamp, kind, outcomes }) => ({ tag, stamp, kind, outcomes })),
    total,
  };
}

/** Values under the names of keys and tokens in a capture, found in the plainest way. */
function plainSecrets(path: string): string[] {
  const raw = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(raw) : raw).toString();
  const found = text.matchAll(/"(?:X-Auth-Token|token|key|[a-z_]*password)":\s*"([^"\\]{8,})"/g);
  return [...new Set(Array.from(found, (match) => match[1] ?? ''))];
}

const captures = allCaptures();

describe.each(captures)('$name, shared', ({ path }) => {
  it('has the same truth and none of the secrets', async () => {
    const derived = await DerivedCase.read(path);
    const share = await shareOf(derived.caseFile);
    try {
      expect(await truthOf(share.caseFile)).toEqual(await truthOf(derived.caseFile));
      const secrets = plainSecrets(path);
      for (const secret of secrets) expect(placesOf(secret, share)).toEqual([]);
      expect(share.report.label.scope.of).toBe(derived.caseFile.columns.length);
    } finally {
      share.dispose();
      derived.dispose();
    }
  });
});

// Once a recording: names are names in every format.
describe.each(captures.filter(({ name }) => name.includes('/sse.')))('$name, shared without names', ({ path }) => {
  it('has the same outcomes with ids, addresses and users hidden', async () => {
    const derived = await DerivedCase.read(path);
    const share = await shareOf(derived.caseFile, { choices: { keep: [], hide: ['ids', 'addresses', 'users'] } });
    try {
      const counts = async (caseFile: CaseFile) =>
        (await truthOf(caseFile)).stories.map(({ job, minions }) => ({
          jid: job.jid,
          counts: [job.expected, job.returned, job.failed, job.missing, job.running, job.unknown, job.unexpected],
          reasons: minions.map(({ outcome, missingBecause }) => `${outcome} ${missingBecause?.reason}`).toSorted(),
        }));
      expect(await counts(share.caseFile)).toEqual(await counts(derived.caseFile));
      for (const { minion } of await derived.minions()) {
        expect(share.records).not.toMatch(new RegExp(`(?<![A-Za-z0-9])${minion}(?![A-Za-z0-9])`));
      }
    } finally {
      share.dispose();
      derived.dispose();
    }
  });
});
