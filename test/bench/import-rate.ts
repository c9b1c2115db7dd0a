// How fast a made-up log becomes a case, against a plain program: `node test/bench/import-rate.ts [events] [rounds]`.
//
// Each run is a process of its own, ours and the plain one by turns; the least time of each counts. CPU seconds of all
// threads stand beside the clock's, because on a machine that does other work the clock says little.
import { spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { deriveCase } from '../../electron/derive/derive-case.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { importSources } from '../../electron/ingest/import-sources.ts';
import { openCase } from '../../electron/store/open-case-file.ts';

/** What one run says. */
type Run = {
  readonly events: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly bytes: number;
  readonly caseBytes: number;
  readonly peakMb: number;
  /** Seconds until the first events could be seen; of ours only. */
  readonly firstS?: number;
  /** Longest time the event loop was held, ms; of ours only. */
  readonly heldMs?: number;
  /** Seconds that deriving jobs, minions and the rows for SQL took afterwards, in none of the figures above; of ours only. */
  readonly deriveS?: number;
};

/** What has been used since the program began. */
function spent(began: number): Pick<Run, 'seconds' | 'cpuSeconds'> {
  const cpu = process.cpuUsage();
  return { seconds: (performance.now() - began) / 1000, cpuSeconds: (cpu.user + cpu.system) / 1e6 };
}

/** The way a small script would do it: lines, JSON.parse, one table, one transaction. */
async function importPlainly(file: string, to: string): Promise<number> {
  const db = new Database(to);
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.exec(
    'CREATE TABLE event (stamp TEXT, tag TEXT, minion TEXT, fun TEXT, jid TEXT, retcode INTEGER, success INTEGER, raw TEXT)',
  );
  const insert = db.prepare('INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  let events = 0;
  db.exec('BEGIN');
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const { tag, data } = JSON.parse(line);
    const success = data.success === undefined ? null : Number(data.success);
    const retcode = typeof data.retcode === 'number' ? data.retcode : null;
    insert.run(data._stamp, tag, data.id ?? null, String(data.fun ?? ''), data.jid ?? null, retcode, success, line);
    events += 1;
  }
  db.exec('COMMIT');
  db.close();
  return events;
}

async function importOurs(file: string, to: string): Promise<Omit<Run, 'bytes' | 'peakMb'>> {
  const began = performance.now();
  const opened = openCase(to, { mode: 'create', decoder: decodeStored });
  if (!opened.ok) throw new Error(opened.failure.message);
  const { value: caseFile } = opened;
  let first: number | undefined;
  let heldMs = 0;
  let last = performance.now();
  const tick = setInterval(() => {
    const now = performance.now();
    heldMs = Math.max(heldMs, now - last - 1);
    last = now;
    if (first === undefined && caseFile.columns.length > 0) first = (now - began) / 1000;
  }, 1);
  const report = await importSources(caseFile, { paths: [file] });
  clearInterval(tick);
  if (!report.ok) throw new Error(report.failure.message);
  caseFile.writer?.sync();
  const used = { ...spent(began), caseBytes: statSync(to).size };
  const events = caseFile.columns.length;
  const deriving = performance.now();
  const derived = await deriveCase(caseFile);
  if (!derived.ok) throw new Error(derived.failure.message);
  const deriveS = (performance.now() - deriving) / 1000;
  caseFile.close();
  return { events, heldMs, deriveS, ...used, ...(first === undefined ? {} : { firstS: first }) };
}

async function runOne(kind: string, file: string, to: string): Promise<void> {
  const began = performance.now();
  const rest =
    kind === 'ours'
      ? await importOurs(file, to)
      : { events: await importPlainly(file, to), ...spent(began), caseBytes: statSync(to).size };
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const run: Run = { ...rest, bytes: statSync(file).size, peakMb };
  console.log(JSON.stringify(run));
}

function spawnRun(kind: string, file: string, folder: string): Run {
  const to = join(folder, 'out.db');
  for (const suffix of ['', '-journal']) rmSync(to + suffix, { force: true });
  const child = spawnSync(process.execPath, [import.meta.filename, 'run', kind, file, to], { encoding: 'utf8' });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout);
}

function least(runs: readonly Run[], of: (run: Run) => number): number {
  return Math.min(...runs.map(of));
}

function compare(events: number, rounds: number): void {
  const folder = mkdtempSync(join(tmpdir(), 'saltrace-bench-'));
  try {
    const file = join(folder, 'log.jsonl');
    const maker = join(import.meta.dirname, '../../build/tasks/make-log.ts');
    const made = spawnSync(process.execPath, [maker, file, '--events', String(events), '--seed', '1'], {
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(made.stderr);
    console.log(`made: ${made.stdout.trim()}`);
    const ours: Run[] = [];
    const plain: Run[] = [];
    for (let round = 0; round < rounds; round += 1) {
      ours.push(spawnRun('ours', file, folder));
      plain.push(spawnRun('plain', file, folder));
    }
    tell(ours, plain);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(ours: readonly Run[], plain: readonly Run[]): void {
  const rows = [ours, plain].map((runs, i) => {
    const events = runs[0]?.events ?? 0;
    const seconds = least(runs, (run) => run.seconds);
    const cpuSeconds = least(runs, (run) => run.cpuSeconds);
    return {
      import: i === 0 ? 'saltrace' : 'readline, JSON.parse, one table',
      events,
      seconds: Number(seconds.toFixed(2)),
      'events/s': Math.round(events / seconds),
      'CPU µs/event': Number(((cpuSeconds * 1e6) / events).toFixed(1)),
      'events/s on 2 free cores': Math.round((2 * events) / Math.max(cpuSeconds, 1e-9)),
      'size of raw': Number(((runs[0]?.caseBytes ?? 0) / (runs[0]?.bytes ?? 1)).toFixed(3)),
      'peak MB': Math.min(...runs.map(({ peakMb }) => peakMb)),
      'first seen s': i === 0 ? Number(least(runs, ({ firstS }) => firstS ?? Number.NaN).toFixed(2)) : undefined,
      'derived s later': i === 0 ? Number(least(runs, ({ deriveS }) => deriveS ?? Number.NaN).toFixed(1)) : undefined,
      'loop held ms': i === 0 ? Math.round(least(runs, ({ heldMs }) => heldMs ?? Number.NaN)) : undefined,
    };
  });
  console.table(rows);
  const [us, them] = rows;
  const ratio = us && them ? us['events/s'] / them['events/s'] : Number.NaN;
  console.log(`saltrace is ${ratio.toFixed(2)} times as fast, with all it derives from a record while reading`);
  console.log(JSON.stringify({ bench: 'import-rate', rows, ratio: Number(ratio.toFixed(2)) }));
}

const [first = '1000000', second = '3', file = '', to = ''] = process.argv.slice(2);
if (first === 'run') await runOne(second, file, to);
else compare(Number(first), Number(second));
