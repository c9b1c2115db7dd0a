// A program for the tests: imports a file into a case as the engine does, and says how many events are stored.
import { writeSync } from 'node:fs';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { importSources } from '../../electron/ingest/import-sources.ts';
import { openCase } from '../../electron/store/open-case-file.ts';

const [casePath = '', file = '', workers = '2'] = process.argv.slice(2);
const opened = openCase(casePath, { mode: 'write', decoder: decodeStored });
if (!opened.ok) throw new Error(opened.failure.message);
const report = await importSources(opened.value, {
  paths: [file],
  workers: Number(workers),
  onProgress: ({ events }) => writeSync(1, `${events}\n`),
});
if (!report.ok) throw new Error(report.failure.message);
opened.value.close();
writeSync(1, 'done\n');
