// `saltrace index`: signs the raw records, so that bare text in filters is fast, and makes paths into the data columns. The window
// does both by itself in the background.

import { startPacer } from '../derive/pacer.ts';
import { promotePath } from '../derive/promote-path.ts';
import { promotePaths } from '../derive/promote-paths.ts';
import { signBlocks } from '../derive/sign-blocks.ts';
import { openCaseFile } from '../engine/open-case.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note, sayFailure } from './output.ts';

/** Runs the command; gives the exit status. Ctrl-C stops it; what is done until then is kept, and goes on the next time. */
export async function runIndex(path: string, paths: readonly string[], options: CommonOptions): Promise<number> {
  const opened = openCaseFile(path, 'write');
  if (!opened.ok) {
    sayFailure(opened.failure);
    return exitStatus.unreadable;
  }
  const caseFile = opened.value;
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  process.once('SIGINT', stop);
  const tell = (what: string, share: number): void => {
    if (options.hasProgress) process.stderr.write(`\r\u001b[K${what}: ${Math.floor(share * 100)} %`);
  };
  try {
    for (const each of paths) {
      const promoted = promotePath(caseFile, each, true);
      if (promoted.ok) continue;
      sayFailure(promoted.failure);
      return promoted.failure.code === 'request-malformed' ? exitStatus.wrongUse : exitStatus.unreadable;
    }
    const pacer = startPacer(() => isStopped);
    const read = await promotePaths(caseFile, pacer, { onShare: tell });
    const signed =
      read.ok && read.value ? await signBlocks(caseFile, pacer, { onShare: (share) => tell('text', share) }) : read;
    if (options.hasProgress) process.stderr.write('\r\u001b[K');
    if (!signed.ok) {
      sayFailure(signed.failure);
      return exitStatus.unreadable;
    }
    for (const promoted of caseFile.promoted.list()) {
      const state = promoted.isTooVaried
        ? 'too many different values, stays an ordinary path'
        : `${promoted.events} events`;
      if (!options.isQuiet) note(`${promoted.path}: ${state}`);
    }
    if (signed.value) return exitStatus.done;
    note('stopped; what was done is kept, the same command goes on from there');
    return exitStatus.stopped;
  } finally {
    process.removeListener('SIGINT', stop);
    caseFile.close();
  }
}
