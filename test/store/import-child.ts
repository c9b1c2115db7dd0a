// A program for the tests: imports a file into a case as the engine does, says how many events are stored, and waits to be
// killed when it has so many.
import { writeSync } from 'node:fs';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { importSources } from '../../electron/ingest/import-sources.ts';
import { openCase } from '../../electron/store/open-case-file.ts';

const [casePath = '', file = '', workers = '2', waitAt = '0'] = process.argv.slice(2);
const opened = openCase(casePath, { mode: 'write', decoder: decodeStored });
if (!opened.ok) throw new Error(opened.failure.message);
const report = await importSources(opened.value, {
  paths: [file],
  workers: Number(workers),
  onProgress: ({ events }) => {
    writeSync(1, `${events}\n`);
    // Whatever the parse workers do meanwhile: the writer goes no further.
    if (events >= Number(waitAt)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
if (!report.ok) throw new Error(report.failure.message);
throw new Error('the import came to its end');
