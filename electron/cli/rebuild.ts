// `saltrace rebuild`: derives everything anew from the raw records of a case.
import { rebuildCase } from '../engine/open-case.ts';
import type { CommonOptions } from './common-options.ts';
import { accountTable, infoText } from './info.ts';
import { exitStatus, note, printOne, sayFailure } from './output.ts';
import { progressLine } from './progress-line.ts';
import { infoShape } from './shapes.ts';

/** Runs the command; gives the exit status. */
export async function runRebuild(path: string, options: CommonOptions): Promise<number> {
  const progress = progressLine(options.hasProgress);
  const info = await rebuildCase(path, progress.show);
  progress.clear();
  if (!info.ok) {
    sayFailure(info.failure);
    return exitStatus.unreadable;
  }
  if (!options.isQuiet) note(`rebuilt ${path}: ${info.value.events} events\n${accountTable(info.value, false)}`);
  printOne(infoShape(info.value), options.format, () => infoText(info.value, options));
  return exitStatus.done;
}
