// Links between jobs that their texts and arguments tell: polls about a job, refused runs, commands that were run again.
import { blockingRuns } from '../../analysis/links/blocked-by.ts';
import type { FoundLink } from '../../analysis/links/found-link.ts';
import { type CommandRun, findRetries } from '../../analysis/links/retry.ts';
import type { CaseFile } from '../../store/case-file.ts';
import { columnReader } from '../column-reader.ts';
import type { Pacer } from '../pacer.ts';
import type { JobTable } from './job-table.ts';
import type { LinkSigns } from './link-signs.ts';

/** Functions whose first argument is the jid of another job. */
const askingFuns = ['find_job', 'kill_job', 'term_job', 'signal_job'].map((name) => `saltutil.${name}`);
const rowsPerSlice = 2_000;

/** `asks-about`: every poll and kill that names a job of the case. */
export async function findAsking(caseFile: CaseFile, pacer: Pacer): Promise<FoundLink[] | undefined> {
  const funs = caseFile.dictionary('fun');
  const jids = caseFile.dictionary('jid');
  const links: FoundLink[] = [];
  for (const fun of askingFuns) {
    const id = funs.id(fun);
    if (id === 0) continue;
    for (let after = 0; ; ) {
      const rows = caseFile.rows<{ readonly jid: number; readonly event: number; readonly arg: string }>(
        `SELECT jid, event, arg FROM job WHERE fun = :fun AND jid > :after AND expected IS NOT NULL
         ORDER BY jid LIMIT ${rowsPerSlice}`,
        { fun: id, after },
      );
      for (const { jid, event, arg } of rows) {
        const named = jids.id(/^\s*\[\s*"(\d+(?:_\d+)?)"/.exec(arg)?.[1] ?? '');
        if (named === 0 || named === jid) continue;
        links.push({
          kind: 'asks-about',
          certainty: 'certain',
          from: { job: named },
          to: { job: jid },
          because: { code: 'asks-by-argument', values: { fun } },
          evidence: [event],
        });
      }
      if (rows.length < rowsPerSlice) break;
      after = rows.at(-1)?.jid ?? 0;
      if (pacer.isDue() && (await pacer.rest())) return undefined;
    }
  }
  return links;
}

/** `sent-by-job`: the pings of runners that find out who is there; the derivation of jobs has told which. */
export function findSent(caseFile: CaseFile): FoundLink[] {
  const jids = caseFile.dictionary('jid');
  const sql = "SELECT jid, event, origin_because AS because FROM job WHERE origin_kind = 'runner'";
  const rows = caseFile.rows<{ readonly jid: number; readonly event: number; readonly because: string }>(sql);
  return rows.flatMap(({ jid, event, because }) => {
    const [, fun = '', runner = ''] = /^(\S+) (\d{20}(?:_\d+)?) /.exec(because) ?? [];
    const from = jids.id(runner);
    if (from === 0) return [];
    const link: FoundLink = {
      kind: 'sent-by-job',
      certainty: 'inferred',
      from: { job: from },
      to: { job: jid },
      because: { code: 'runner-sends', values: { fun } },
      evidence: [event],
      score: 0.8,
      parts: [
        { name: 'at-work', value: 0.4 },
        { name: 'function', value: 0.4 },
      ],
    };
    return [link];
  });
}

/** `blocked-by`: returns that were refused because another run was at work, and say which. */
export async function findBlocked(
  caseFile: CaseFile,
  signs: LinkSigns,
  pacer: Pacer,
): Promise<FoundLink[] | undefined> {
  const jids = caseFile.dictionary('jid');
  const jidOf = columnReader(caseFile, 'jid');
  const minionOf = columnReader(caseFile, 'minion');
  const links: FoundLink[] = [];
  for (const event of signs.refused.ids()) {
    if (pacer.isDue() && (await pacer.rest())) return undefined;
    const job = jidOf(event);
    if (job === 0) continue;
    for (const { jid, pid } of blockingRuns(caseFile.event(event).data.return, jids.text(job))) {
      const blocking = jids.id(jid);
      if (blocking === 0) continue;
      links.push({
        kind: 'blocked-by',
        certainty: 'certain',
        from: { job: blocking },
        to: { job, minion: minionOf(event) },
        because: { code: 'conflict-names-jid', values: { jid, pid } },
        evidence: [event],
      });
    }
  }
  return links;
}

const sharesBadSql = `
SELECT 1 AS one FROM job_minion AS before JOIN job_minion AS again ON again.jid = :again AND again.minion = before.minion
WHERE before.jid = :before AND before.outcome IN (4, 8) AND again.is_expected = 1 LIMIT 1`;

/** `retry`: a command that failed and was run again. */
export async function findAgain(caseFile: CaseFile, jobs: JobTable, pacer: Pacer): Promise<FoundLink[] | undefined> {
  const commands = new Map<string, CommandRun[]>();
  for (let after = 0; ; ) {
    const rows = caseFile.rows<{
      readonly jid: number;
      readonly fun: number;
      readonly arg: string;
      readonly tgt: string;
    }>(
      `SELECT jid, fun, arg, tgt FROM job WHERE jid > :after AND is_internal = 0 AND expected IS NOT NULL AND fun IS NOT NULL
       ORDER BY jid LIMIT ${rowsPerSlice}`,
      { after },
    );
    for (const { jid, fun, arg, tgt } of rows) {
      const place = jobs.placeOf(jid);
      if (place === -1) continue;
      const key = `${fun} ${arg}`;
      const ended = jobs.ended[place] ?? Number.NaN;
      const run: CommandRun = {
        jid,
        event: jobs.event[place] ?? 0,
        started: jobs.started[place] ?? 0,
        ended: Number.isNaN(ended) ? null : ended,
        user: jobs.user[place] ?? 0,
        tgt,
        bad: jobs.bad[place] ?? 0,
      };
      const runs = commands.get(key);
      if (runs === undefined) commands.set(key, [run]);
      else runs.push(run);
    }
    if (rows.length < rowsPerSlice) break;
    after = rows.at(-1)?.jid ?? 0;
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  const links: FoundLink[] = [];
  const sharesBad = (before: CommandRun, again: CommandRun) =>
    caseFile.rows(sharesBadSql, { before: before.jid, again: again.jid }).length > 0;
  for (const runs of commands.values()) {
    if (runs.length < 2) continue;
    runs.sort((a, b) => a.started - b.started);
    for (const { again, judged } of findRetries(runs, sharesBad)) {
      links.push({
        kind: 'retry',
        certainty: judged.certainty,
        from: { job: judged.best.jid },
        to: { job: again.jid },
        because: {
          code: 'same-command-again',
          values: { seconds: Math.round((again.started - judged.best.started) / 1e6) },
        },
        evidence: [judged.best.event, again.event],
        score: judged.score,
        parts: judged.parts,
      });
    }
    if (pacer.isDue() && (await pacer.rest())) return undefined;
  }
  return links;
}
