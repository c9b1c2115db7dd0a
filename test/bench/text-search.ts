// Text search and promoted paths on a made-up log: `node test/bench/text-search.ts [events] [log]`.
//
// Rates and times are CPU time of the one thread that answers: on a machine that does other work the clock says little. The same
// case before it was signed is the peer: the plain scan of every record.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pacer } from '../../electron/derive/pacer.ts';
import { promotePath } from '../../electron/derive/promote-path.ts';
import { promotePaths } from '../../electron/derive/promote-paths.ts';
import { signBlocks } from '../../electron/derive/sign-blocks.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { importSources } from '../../electron/ingest/import-sources.ts';
import { eventsFacets } from '../../electron/queries/events-facets.ts';
import { selectEvents } from '../../electron/queries/selection.ts';
import { textSearchQuestion } from '../../electron/queries/text-search.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import type { Outcome } from '../../shared/base/outcome.ts';

const [events = '1000000', given] = process.argv.slice(2);
const context = { isCancelled: () => false, zone: 'UTC' };
const folder = mkdtempSync(join(tmpdir(), 'saltrace-bench-'));

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

async function cpuMs<T>(run: () => Promise<T>): Promise<readonly [number, T]> {
  const begin = process.threadCpuUsage();
  const value = await run();
  const { user, system } = process.threadCpuUsage(begin);
  return [(user + system) / 1000, value];
}

/** Lets the loop run like the engine's, and notes the longest time (of the thread) that it was held. */
class BenchPacer implements Pacer {
  longestMs = 0;
  #from = performance.now();
  #cpu = process.threadCpuUsage();
  readonly isDue = (): boolean => performance.now() - this.#from >= 8;
  readonly rest = async (): Promise<boolean> => {
    const { user, system } = process.threadCpuUsage(this.#cpu);
    this.longestMs = Math.max(this.longestMs, (user + system) / 1000);
    await new Promise((resume) => setImmediate(resume));
    this.#from = performance.now();
    this.#cpu = process.threadCpuUsage();
    return false;
  };
}

/** Asks until all is searched: CPU ms until the first hits, and until the end (or 200 hits). */
async function search(caseFile: CaseFile, text: string) {
  let firstMs = Number.NaN;
  let hits = 0;
  let before: number | undefined;
  let ms = 0;
  for (;;) {
    const body = { filter: '', text, budgetMs: 50, limit: 50, ...(before === undefined ? {} : { before }) };
    const [took, answer] = await cpuMs(async () => must(await textSearchQuestion(caseFile, body, context)));
    ms += took;
    hits += answer.hits.length;
    if (answer.hits.length > 0 && Number.isNaN(firstMs)) firstMs = ms;
    if (answer.next === null || hits >= 200) return { hits, firstMs: Math.round(firstMs), ms: Math.round(ms) };
    before = answer.next;
  }
}

/** A selection made anew, as the filter bar does. */
async function select(caseFile: CaseFile, filter: string) {
  const [ms, { count }] = await cpuMs(async () => must(await selectEvents(caseFile, { filter }, context)));
  return { filter, events: count, ms: Math.round(ms) };
}

function made(): string {
  if (given !== undefined) return given;
  const file = join(folder, 'log.jsonl');
  const maker = join(import.meta.dirname, '../../build/tasks/make-log.ts');
  const run = spawnSync(process.execPath, [maker, file, '--events', events, '--seed', '1'], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return file;
}

async function bench(): Promise<void> {
  const log = made();
  const path = join(folder, 'text.saltrace');
  const writing = must(openCase(path, { mode: 'create', decoder: decodeStored }));
  must(await importSources(writing, { paths: [log] }));
  writing.close();
  const raw = statSync(log).size;
  const before = statSync(path).size;
  const caseFile = must(openCase(path, { mode: 'write', decoder: decodeStored }));
  const { length } = caseFile.columns;
  console.log(`${length} events, ${raw} bytes raw, case ${(before / raw).toFixed(3)} of raw, Node ${process.version}`);
  const jid = caseFile.dictionary('jid').text(caseFile.columns.value('jid', Math.floor(length / 2)) || 1);
  const minion = caseFile.dictionary('minion').text(7);
  const texts = ['salt/job', 'nosuchtoken', jid, minion, 'connection refused', 'e57f1a', 'oom'];
  const scan = await search(caseFile, 'nosuchtoken');
  console.log(`plain scan for an absent text: ${scan.ms} ms`);
  const pacer = new BenchPacer();
  const [signMs] = await cpuMs(async () => must(await signBlocks(caseFile, pacer)));
  must(caseFile.writer?.sync() ?? { ok: true, value: undefined });
  const signed = statSync(path).size;
  console.log(
    `signing ${Math.round(raw / 1000 / signMs)} MB/s, ${((signed - before) / raw).toFixed(4)} of raw, loop held ${pacer.longestMs.toFixed(1)} ms`,
  );
  const found = [];
  for (const text of texts) found.push({ text, ...(await search(caseFile, text)) });
  console.table(found);
  const selections = [];
  for (const text of texts.slice(1)) selections.push(await select(caseFile, JSON.stringify(text)));
  console.table(selections);
  must(promotePath(caseFile, 'data.fun', true));
  const [promoteMs] = await cpuMs(async () => must(await promotePaths(caseFile, new BenchPacer())));
  console.log(`promoting data.fun: ${Math.round(length / (promoteMs / 1000))} events/s`);
  // The first use loads the column; what counts is every later one.
  const filters = ['data.fun:state.apply', 'fun:state.apply', 'data.fun:state.*', '-data.fun:*', 'data.fun:cmd.run'];
  const promoted = [];
  for (const filter of filters) promoted.push(await select(caseFile, filter));
  const [facetMs] = await cpuMs(async () =>
    must(await eventsFacets(caseFile, { filter: '', fields: ['data.fun'], limit: 20 }, context)),
  );
  console.table(promoted);
  console.log(`facet of data.fun over all: ${Math.round(facetMs)} ms`);
  console.log(
    JSON.stringify({ bench: 'text-search', events: length, signMs, scan, found, selections, promoted, facetMs }),
  );
  caseFile.close();
}

try {
  await bench();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
