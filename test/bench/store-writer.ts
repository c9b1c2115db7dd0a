// How long the writer takes for batches as workers hand them over: `node test/bench/store-writer.ts [thousand events] [states a
// return]`. The batches are invented (300 minions, a new jid every 50 events, 940 bytes of text a record); aims: 1.5 µs an event,
// 1.2 µs a state. Wall and processor time are both given, because other programs share the machine.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Batch } from '../../electron/store/batch.ts';
import { packBlock } from '../../electron/store/blocks/pack-block.ts';
import { type DictionaryKind, dictionaryKinds } from '../../electron/store/columns/column-defs.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import { problemCodes } from '../../shared/salt/problem.ts';

const events = Number(process.argv[2] ?? 1_000) * 1_000;
const statesEach = Number(process.argv[3] ?? 0);
const n = 4_000;
const eventsPerCommit = 200_000;
const recordsPerBlock = 70;
const recordBytes = 940;

let seed = 7;
function random(below: number): number {
  seed ^= seed << 13;
  seed ^= seed >>> 17;
  seed ^= seed << 5;
  return (seed >>> 0) % below;
}

const words = 'salt minion job return success changes comment state pkg.installed file.managed service.running'.split(
  ' ',
);
function record(): string {
  let text = '{"tag":"salt/job/20260301120000000001/ret/web1","data":{';
  while (text.length < recordBytes) text += `"${words[random(words.length)]}":${random(1_000_000)},`;
  return `${text.slice(0, recordBytes - 1)}\n`;
}
const raw = Buffer.from(Array.from({ length: n }, record).join(''));
const blocks: Batch['blocks'] = Array.from({ length: Math.ceil(n / recordsPerBlock) }, (_, i) =>
  packBlock(raw.subarray(i * recordsPerBlock * recordBytes, (i + 1) * recordsPerBlock * recordBytes)),
);
// Strings as they come from a worker: flat, not ropes.
const comments = structuredClone(
  Array.from({ length: 100 }, (_, i) => `File /etc/app${i}/config is in the correct state`),
);

let made = 0;
let jids = 0;
const sizes: Partial<Record<DictionaryKind, number>> = { minion: 300, fun: 50, shape: 40, user: 2, retcode: 2 };
const stateSizes: Partial<Record<DictionaryKind, number>> = { sls: 20, state_id: 50, state_fun: 20, state_name: 50 };

function newStrings(): Batch['strings'] {
  const strings: Partial<Record<DictionaryKind, string[]>> = {};
  for (const kind of dictionaryKinds) {
    const count = made > 0 ? 0 : (sizes[kind] ?? stateSizes[kind] ?? 0);
    strings[kind] = Array.from({ length: count }, (_, i) => `${kind}-${i}`);
  }
  strings.jid = Array.from({ length: n / 50 }, () => String(20_260_301_120_000 + jids++));
  return strings as Batch['strings'];
}

function batch(): Batch {
  const strings = newStrings();
  const ids = (size: number) => Uint32Array.from({ length: n }, () => 1 + random(size));
  const columns: Batch['columns'] = {
    stamp: Float64Array.from({ length: n }, (_, i) => 1.77e15 + (made + i) * 1_037 + random(5_000)),
    kind: Uint8Array.from({ length: n }, () => random(30)),
    minion: ids(300),
    fun: ids(50),
    jid: Uint32Array.from({ length: n }, () => jids - random(80)),
    user: ids(2),
    shape: ids(40),
    retcode: ids(2),
    success: Uint8Array.from({ length: n }, () => random(3)),
    outcome: Uint8Array.from({ length: n }, () => 1 << random(3)),
    outcomeRule: Uint8Array.from({ length: n }, () => random(10)),
    flags: new Uint16Array(n),
    size: new Uint32Array(n).fill(recordBytes - 1),
    block: Uint32Array.from({ length: n }, (_, i) => Math.floor(i / recordsPerBlock)),
    offset: Uint32Array.from({ length: n }, (_, i) => (i % recordsPerBlock) * recordBytes),
    line: Uint32Array.from({ length: n }, (_, i) => i),
  };
  made += n;
  const states = n * statesEach;
  const stateIds = (size: number) => Uint32Array.from({ length: states }, () => 1 + random(size));
  return {
    n,
    columns,
    strings,
    blocks,
    publishes: [],
    states: {
      row: Uint32Array.from({ length: states }, (_, i) => Math.floor(i / statesEach)),
      runNum: Int32Array.from({ length: states }, (_, i) => i % statesEach),
      sls: stateIds(20),
      id: stateIds(50),
      fun: stateIds(20),
      name: stateIds(50),
      result: new Uint8Array(states).fill(1),
      changed: new Uint8Array(states),
      role: new Uint8Array(states),
      durationMs: Float64Array.from({ length: states }, () => random(100_000) / 1_000),
      comment: Uint32Array.from({ length: states }, (_, i) => 1 + (i % 100)),
      blockedBy: new Uint32Array(states),
      texts: ['', ...comments],
    },
    problems: [],
    problemCounts: new Uint32Array(problemCodes.length),
    read: n,
    rejected: 0,
    bytes: raw.length,
    lines: n,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'saltrace-bench-'));
const path = join(folder, 'bench.saltrace');
const opened = openCase(path, { mode: 'create', decoder: () => undefined });
if (!opened.ok || opened.value.writer === undefined) throw new Error('no case could be made');
const { writer } = opened.value;
const spent = { write: 0, writeCpu: 0, commit: 0 };
const cpu = () => process.cpuUsage().user + process.cpuUsage().system;
writer.begin();
const source = writer.addSource({ name: 'bench', path: '-', format: 'rawfile-json' });
while (made < events) {
  const next = batch();
  const [wall, processor] = [performance.now(), cpu()];
  const written = writer.writeBatch(source, 0, next);
  if (!written.ok) throw new Error(written.failure.message);
  spent.write += performance.now() - wall;
  spent.writeCpu += cpu() - processor;
  if (made % eventsPerCommit !== 0 || made >= events) continue;
  const before = performance.now();
  writer.commit();
  spent.commit += performance.now() - before;
  writer.begin();
}
writer.finishSource(source);
const before = performance.now();
writer.commit();
const lastCommit = performance.now() - before;
opened.value.close();

const reading = performance.now();
const again = openCase(path, { mode: 'read', decoder: () => undefined });
const openMs = performance.now() - reading;
if (!again.ok) throw new Error(again.failure.message);
function timed(read: () => unknown): number {
  const start = performance.now();
  read();
  return Math.round((performance.now() - start) * 10) / 10;
}
const { columns, raw: rawOf, dictionary } = again.value;
console.log({
  events: made,
  states: made * statesEach,
  'write µs an event': (spent.write * 1_000) / made,
  'of it processor': spent.writeCpu / made,
  'commits µs an event': (spent.commit * 1_000) / made,
  'last commit with fsync ms': lastCommit,
  'file bytes an event': statSync(path).size / made,
  'open ms': openMs,
  'load stamps ms': timed(() => columns.segments('stamp')),
  'load minions ms': timed(() => columns.segments('minion')),
  'load jid dictionary ms': timed(() => dictionary('jid').text(1)),
  '1,000 records at random ms': timed(() => {
    for (let i = 0; i < 1_000; i++) rawOf(1 + random(made));
  }),
  'peak MB': Math.round(process.resourceUsage().maxRSS / 1_024),
});
again.value.close();
rmSync(folder, { recursive: true });
