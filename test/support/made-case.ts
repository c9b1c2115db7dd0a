// A case for benches: the one at a path where there is one, else one read from a made-up log.
import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openCaseFile, readInto } from '../../electron/engine/open-case.ts';
import type { CaseFile } from '../../electron/store/case-file.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import { logSteps } from './log-maker/log-maker.ts';

/** Opens the case at `path` for reading; where there is none, makes it of so many events of 2,000 minions, with a log in `folder`. */
export async function madeCase(path: string, folder: string, events: number): Promise<CaseFile> {
  if (existsSync(path)) return must(openCaseFile(path, 'read'));
  const log = join(folder, 'made.jsonl');
  const file = createWriteStream(log);
  let waiting: string[] = [];
  const making = logSteps(
    { events, seed: 7, minions: 2000 },
    { event: (line) => waiting.push(line), job: () => undefined },
  );
  for (let step = making.next(); ; step = making.next()) {
    if (waiting.length > 5_000 || step.done === true) {
      const text = `${waiting.join('\n')}\n`;
      waiting = [];
      if (!file.write(text)) await once(file, 'drain');
    }
    if (step.done === true) break;
  }
  file.end();
  await once(file, 'close');
  const caseFile = must(openCaseFile(path, 'create'));
  must(await readInto(caseFile, [log], {}));
  rmSync(log);
  return caseFile;
}

/** The value of an outcome; throws where there is none. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.failure.message);
  return outcome.value;
}
