// How long sequences take over a large case: `node test/bench/sequences.ts [events | CASE]`. A number makes a log of so many events
// and reads it first. Prints the thread's own time, the time to the first matches, and the longest the event loop was held.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCaseFile, readInto } from '../../electron/engine/open-case.ts';
import { sequenceRun } from '../../electron/queries/sequence-run.ts';
import { timeOrder } from '../../electron/queries/time-order.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';

/** What a sequence over columns, over jobs × minions, and over raw records may take, in ms. */
const budgets = { columns: 100, expected: 1000, firsts: 1000 };

const sequences: readonly (readonly [budget: keyof typeof budgets, text: string])[] = [
  ['columns', 'sequence by minion with maxspan=5m [kind:minion-start] [kind:ret fun:state.* outcome:failed]'],
  ['columns', 'sequence by minion with maxspan=1m [kind:ret fun:state.apply outcome:failed] [kind:ret fun:cmd.run]'],
  [
    'columns',
    'sequence by minion with maxspan=1h [kind:ret outcome:failed] [kind:ret outcome:succeeded] until [kind:minion-start]',
  ],
  ['columns', 'sequence with maxspan=1s [kind:auth] [kind:minion-start]'],
  ['expected', 'sequence by jid, minion with maxspan=10m [kind:new] ![kind:ret]'],
  ['expected', 'sequence by jid, minion [kind:new] [kind:ret outcome:failed]'],
  ['expected', 'sequence by minion with maxspan=10m [kind:new fun:state.*] [kind:minion-start]'],
  ['firsts', 'sequence by minion with maxspan=5m [kind:ret refused] [kind:ret outcome:succeeded]'],
];

async function makeCase(events: number, folder: string): Promise<CaseFile> {
  const log = join(folder, 'log.jsonl');
  const maker = join(import.meta.dirname, '../../build/tasks/make-log.ts');
  const made = spawnSync(process.execPath, [maker, log, '--events', String(events)], { stdio: 'inherit' });
  if (made.status !== 0) throw new Error('no log was made');
  const opened = openCaseFile(join(folder, 'big.saltrace'), 'create');
  if (!opened.ok) throw new Error(opened.failure.message);
  const read = await readInto(opened.value, [log], {});
  if (!read.ok) throw new Error(read.failure.message);
  return opened.value;
}

const zones = Intl.supportedValuesOf('timeZone');

async function measure(caseFile: CaseFile, budget: keyof typeof budgets, text: string, round: number): Promise<number> {
  // A zone that was not asked for before, so that every run is made anew; no filter here asks for a time.
  const context = { isCancelled: () => false, zone: zones[round] ?? 'UTC' };
  const body = { filter: '', sequence: text, offset: 0, limit: 20 };
  const began = performance.now();
  const cpu = process.threadCpuUsage();
  let firstMs: number | undefined;
  let heldMs = 0;
  let last = began;
  let isOver = false;
  const tick = (): void => {
    const now = performance.now();
    heldMs = Math.max(heldMs, now - last);
    last = now;
    if (!isOver) setImmediate(tick);
  };
  setImmediate(tick);
  for (;;) {
    const answer = await sequenceRun(caseFile, { ...body, waitMs: 50 }, context);
    if (!answer.ok) throw new Error(answer.failure.message);
    const { value } = answer;
    if (firstMs === undefined && value.matched > 0) firstMs = performance.now() - began;
    if (!value.isDone) continue;
    isOver = true;
    const { user, system } = process.threadCpuUsage(cpu);
    const ms = (user + system) / 1000;
    const measured = budget === 'firsts' ? (firstMs ?? Number.POSITIVE_INFINITY) : ms;
    const verdict = measured <= budgets[budget] ? `within ${budgets[budget]}` : `OVER ${budgets[budget]}`;
    const counts = `${value.matched} / ${value.unmatched} / ${value.unknown}`;
    console.log(
      `${ms.toFixed(0).padStart(7)} ms CPU, first ${(firstMs ?? Number.NaN).toFixed(0).padStart(6)} ms, held ${heldMs.toFixed(0).padStart(4)} ms, ${counts.padStart(24)}  ${verdict}`,
    );
    return ms;
  }
}

const [asked = '10000000'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'saltrace-sequences-'));
try {
  let caseFile: CaseFile;
  if (existsSync(asked)) {
    const opened = openCaseFile(asked, 'read');
    if (!opened.ok) throw new Error(opened.failure.message);
    caseFile = opened.value;
  } else caseFile = await makeCase(Number(asked), folder);
  await timeOrder(caseFile);
  console.log(`${caseFile.columns.length} events, Node ${process.version}; matched / not matched / unknown`);
  let round = 0;
  for (const [budget, text] of sequences) {
    console.log(text);
    for (let again = 0; again < (budget === 'firsts' ? 1 : 4); again++) await measure(caseFile, budget, text, round++);
  }
  console.log(`peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
  caseFile.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
