// Derives jobs, their minions and all minions from the events of a case and writes them in one transaction (diagnosis §2, §3, §8).

import type { Outcome } from '../../shared/base/outcome.ts';
import { done, failed } from '../../shared/base/outcome.ts';
import type { ImportProgress } from '../../shared/questions/import-progress.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter, DerivedRow, DerivedTable } from '../store/case-writer.ts';
import { derivedMeta, derivedState } from '../store/derivation.ts';
import { columnReader } from './column-reader.ts';
import { Evidence, readPresence, readSigns } from './evidence.ts';
import { findMissing } from './find-missing.ts';
import { groupLife, groupReturns, groupTriggers } from './group-events.ts';
import { JobJoin } from './job-members.ts';
import { JobRowMaker } from './job-rows.ts';
import { deriveLinks } from './links/derive-links.ts';
import { listened } from './listened.ts';
import { markEvents } from './mark-events.ts';
import { readMinionFacts } from './minion-facts.ts';
import { minionRows } from './minion-rows.ts';
import { Origins, readSteps } from './origins.ts';
import { type Pacer, startPacer } from './pacer.ts';
import { jidsPerSlice, publishesFrom } from './publishes.ts';
import { jobBits, type Scan, scanEvents } from './scan-events.ts';

/** What surrounds a derivation. */
export type DeriveOptions = {
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  readonly isCancelled?: (() => boolean) | undefined;
};

/** Derives everything from all events in the case. A cancelled or failed derivation leaves the one before. */
export async function deriveCase(caseFile: CaseFile, options: DeriveOptions = {}): Promise<Outcome<void>> {
  const { writer } = caseFile;
  if (writer === undefined) {
    return failed({ code: 'database-readonly', message: `${caseFile.path} cannot be written to.` });
  }
  const isCancelled = options.isCancelled ?? (() => false);
  const pacer = startPacer(isCancelled);
  options.onProgress?.(progressOf(caseFile));
  const ground = await readGround(caseFile, pacer);
  if (ground === undefined || isCancelled()) return cancelled();
  const begun = writer.begin();
  if (!begun.ok) return begun;
  const written = await writeAll(caseFile, writer, ground, pacer);
  if (!written.ok) {
    writer.rollback();
    return written;
  }
  return writer.commit();
}

function cancelled<T>(): Outcome<T> {
  return failed({ code: 'import-cancelled', message: 'Deriving jobs and minions was stopped.' });
}

function progressOf(caseFile: CaseFile): ImportProgress {
  return {
    name: caseFile.path,
    bytesRead: 0,
    bytesTotal: null,
    events: caseFile.columns.length,
    rejected: 0,
    duplicates: 0,
    eventsPerSecond: 0,
    leftS: null,
    stage: 'deriving',
  };
}

type Ground = NonNullable<Awaited<ReturnType<typeof readGround>>>;

/** All reading that needs no transaction. */
async function readGround(caseFile: CaseFile, pacer: Pacer) {
  const stampOf = columnReader(caseFile, 'stamp');
  const jidOf = columnReader(caseFile, 'jid');
  const minionOf = columnReader(caseFile, 'minion');
  const scan = await scanEvents(caseFile, pacer);
  const returns = scan && (await groupReturns(caseFile, scan, pacer));
  const triggers = scan && (await groupTriggers(caseFile, scan, stampOf, pacer));
  if (scan === undefined || returns === undefined || triggers === undefined) return undefined;
  const join = new JobJoin(scan.minions.size, stampOf, minionOf);
  const missing = await findMissing(caseFile, scan, returns, join, stampOf, pacer);
  const groups = missing && (await groupLife(caseFile, scan, missing.wanted, stampOf, pacer));
  const facts = missing && (await readMinionFacts(caseFile, scan, stampOf, minionOf, pacer));
  const presence = missing && (await readPresence(caseFile, scan, missing.wanted, stampOf, pacer));
  const signs = missing && (await readSigns(caseFile, scan, missing.wanted, stampOf, minionOf, pacer));
  const steps = await readSteps(caseFile, scan, jidOf, pacer);
  if (missing === undefined || groups === undefined || facts === undefined) return undefined;
  if (presence === undefined || signs === undefined || steps === undefined) return undefined;
  const evidence = new Evidence({
    caseFile,
    scan,
    missing,
    groups,
    presence,
    signs,
    returnsByJid: returns,
    stampOf,
    jidOf,
    minionOf,
  });
  const origins = new Origins(caseFile, scan, steps, triggers, stampOf, jidOf);
  return {
    scan,
    returns,
    join,
    missing,
    facts,
    evidence,
    origins,
    stretches: listened(caseFile, scan.events, stampOf),
    stampOf,
  };
}

async function writeAll(caseFile: CaseFile, writer: CaseWriter, ground: Ground, pacer: Pacer): Promise<Outcome<void>> {
  const { scan } = ground;
  // Questions asked meanwhile see the tables half filled, and by this that they are.
  writer.setMeta(derivedMeta.state, '');
  for (const table of ['job', 'job_minion', 'minion'] as const) {
    const emptied = writer.emptyTable(table);
    if (!emptied.ok) return emptied;
  }
  const maker = new JobRowMaker({ caseFile, writer, ...ground });
  const jobs = await writeJobs(caseFile, writer, scan, maker, pacer);
  if (!jobs.ok) return jobs;
  const minions = addRows(writer, 'minion', minionRows(caseFile, ground, maker.totals));
  if (!minions.ok) return minions;
  if (!(await markEvents(caseFile, writer, scan, pacer))) return cancelled();
  const spread = await spreadRows(writer, pacer);
  if (!spread.ok) return spread;
  const linked = await deriveLinks(caseFile, writer, undefined, pacer);
  if (!linked.ok) return linked;
  const { versions, masterVersion } = ground.facts;
  const named = new Set([...versions.values(), ...(masterVersion === undefined ? [] : [masterVersion])]);
  writer.setMeta(derivedMeta.saltVersions, JSON.stringify([...named].toSorted()));
  writer.setMeta(derivedMeta.state, derivedState(scan.events));
  return done(undefined);
}

/** Makes the rows of events and states that imports have left out; last, so that they are made of what was concluded. */
async function spreadRows(writer: CaseWriter, pacer: Pacer): Promise<Outcome<void>> {
  for (let more = writer.spreadRows(); ; more = writer.spreadRows()) {
    if (!more.ok) return more;
    if (!more.value) return done(undefined);
    if (pacer.isDue() && (await pacer.rest())) return cancelled();
  }
}

/** Rows gathered before they are written: well below the time of a slice. */
const rowsAtOnce = 1_000;

async function writeJobs(
  caseFile: CaseFile,
  writer: CaseWriter,
  scan: Scan,
  maker: JobRowMaker,
  pacer: Pacer,
): Promise<Outcome<void>> {
  const jobs: DerivedRow[] = [];
  const members: DerivedRow[] = [];
  const flush = async (): Promise<Outcome<void>> => {
    const added = addRows(writer, 'job', jobs);
    if (!added.ok) return added;
    jobs.length = 0;
    for (let from = 0; from < members.length; from += rowsAtOnce) {
      const some = addRows(writer, 'job_minion', members.slice(from, from + rowsAtOnce));
      if (!some.ok) return some;
      if (pacer.isDue() && (await pacer.rest())) return cancelled();
    }
    members.length = 0;
    return done(undefined);
  };
  for (let from = 1; from <= scan.jobs.size; from += jidsPerSlice) {
    const publishes = publishesFrom(caseFile, from);
    const to = Math.min(from + jidsPerSlice - 1, scan.jobs.size);
    let at = 0;
    for (let jid = from; jid <= to; jid += 1) {
      const begin = at;
      while (publishes[at]?.jid === jid) at += 1;
      if (((scan.jobs.bits[jid] ?? 0) & jobBits.isJob) === 0) continue;
      const rows = maker.make(jid, publishes.slice(begin, at));
      jobs.push(rows.job);
      for (const row of rows.members) members.push(row);
      if (members.length + jobs.length < rowsAtOnce) continue;
      const flushed = await flush();
      if (!flushed.ok) return flushed;
    }
    if (pacer.isDue() && (await pacer.rest())) return cancelled();
  }
  return flush();
}

function addRows(writer: CaseWriter, table: DerivedTable, rows: readonly DerivedRow[]): Outcome<void> {
  return rows.length === 0 ? done(undefined) : writer.addRows(table, rows);
}
