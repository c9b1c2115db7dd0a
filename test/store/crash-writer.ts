// A program for the tests: imports without end into a case, until it is killed. Tells on standard output how many events are
// committed (`committed 100`); in the transaction `waitIn` it says `middle` with all batches written and waits for the kill.
import { writeSync } from 'node:fs';
import { openCase } from '../../electron/store/open-case-file.ts';
import { AWorker } from './a-batch.ts';

const [path = '', recordBytes = '500', batchesPerCommit = '4', waitIn = '0'] = process.argv.slice(2);
const rowsPerBatch = 100;

/** Event `id` of the endless import: everything about it follows from its number. */
export function crashRow(id: number, bytes: number) {
  const words = new Uint32Array(Math.ceil(bytes / 5));
  let seed = id;
  for (let i = 0; i < words.length; i++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    words[i] = seed ^ (seed >>> 13);
  }
  const noise = Buffer.from(words.buffer).toString('base64');
  const raw = JSON.stringify({ tag: `salt/job/${id}/ret/m${id % 50}`, data: { noise } });
  const states = [{ id: `state-${id % 7}`, result: true }];
  return { tag: `salt/job/${id}/ret/m${id % 50}`, jid: `${id}`, minion: `m${id % 50}`, stamp: id * 1_000, raw, states };
}

function run(): void {
  const opened = openCase(path, { mode: 'write', decoder: () => undefined });
  if (!opened.ok || opened.value.writer === undefined) throw new Error('the case cannot be written to');
  const { writer, columns } = opened.value;
  const worker = new AWorker();
  let id = columns.length;
  let source = 0;
  for (let commit = 0; ; commit++) {
    writer.begin();
    if (commit === 0) source = writer.addSource({ name: 'a', path: '/a', format: 'rawfile-json' });
    for (let batch = 0; batch < (commit === 0 ? 1 : Number(batchesPerCommit)); batch++) {
      const rows = Array.from({ length: rowsPerBatch }, () => crashRow(++id, Number(recordBytes)));
      const written = writer.writeBatch(source, 0, worker.batch(rows));
      if (!written.ok) throw new Error(written.failure.message);
    }
    if (commit + 1 === Number(waitIn)) {
      writeSync(1, 'middle\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    const committed = writer.commit();
    if (!committed.ok) throw new Error(committed.failure.message);
    writeSync(1, `committed ${id}\n`);
  }
}

if (import.meta.main) run();
