// How fast a case is shared: `node test/bench/share-rate.ts [events] [log]`. CPU time of the one thread that looks, writes, derives and
// searches, by stage; the clock says little on a machine that does other work.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deriveCase } from '../../electron/derive/derive-case.ts';
import { decodeStored } from '../../electron/ingest/decoder.ts';
import { importSources } from '../../electron/ingest/import-sources.ts';
import { writeShare } from '../../electron/share/write-share.ts';
import { openCase } from '../../electron/store/open-case-file.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import type { RedactionChoices } from '../../shared/salt/redaction.ts';

const [events = '100000', given] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'saltrace-bench-'));

function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}

const log = given ?? join(folder, 'log.jsonl');
if (given === undefined) {
  const maker = join(import.meta.dirname, '../../build/tasks/make-log.ts');
  const made = spawnSync(process.execPath, [maker, log, '--events', events, '--seed', '1'], { stdio: 'inherit' });
  if (made.status !== 0) throw new Error('the log could not be made');
}
const caseFile = must(openCase(join(folder, 'a.saltrace'), { mode: 'create', decoder: decodeStored }));
must(await importSources(caseFile, { paths: [log] }));
must(await deriveCase(caseFile));

const runs: readonly (readonly [string, RedactionChoices])[] = [
  ['secrets and classes hidden', { keep: [], hide: [] }],
  ['names too', { keep: [], hide: ['ids', 'addresses', 'users'] }],
];
for (const [name, choices] of runs) {
  const stages = new Map<string, number>();
  let stage = 'begin';
  let since = process.threadCpuUsage();
  const turn = (next: string): void => {
    const { user, system } = process.threadCpuUsage(since);
    stages.set(stage, (stages.get(stage) ?? 0) + (user + system) / 1000);
    since = process.threadCpuUsage();
    stage = next;
  };
  const whole = process.threadCpuUsage();
  const path = join(folder, `${choices.hide.length}.saltrace`);
  must(
    await writeShare(caseFile, {
      selection: { filter: '' },
      choices,
      without: [],
      zone: 'UTC',
      path,
      onProgress: (progress) => {
        if (progress.stage !== stage) turn(progress.stage);
      },
    }),
  );
  turn('end');
  const { user, system } = process.threadCpuUsage(whole);
  const count = caseFile.columns.length;
  const perEvent = (ms: number) => `${((ms * 1000) / count).toFixed(1)} µs/event`;
  const ms = (user + system) / 1000;
  console.log(
    `${name}: ${count} events, ${ms.toFixed(0)} ms CPU, ${Math.round((count * 1000) / ms)} events/s, ${perEvent(ms)}`,
  );
  for (const [at, took] of stages) if (took > 1) console.log(`  ${at}: ${took.toFixed(0)} ms, ${perEvent(took)}`);
}
caseFile.close();
rmSync(folder, { recursive: true, force: true });
