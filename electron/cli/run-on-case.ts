// Opens what the user named, runs a command on it, says failures, cleans up.
import type { Outcome } from '../../shared/base/outcome.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';
import { askCase } from '../engine/ask-case.ts';
import { openForReading } from '../engine/open-case.ts';
import type { QuestionContext } from '../queries/question.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, sayFailure } from './output.ts';
import { progressLine } from './progress-line.ts';
import { zoneName } from './zone.ts';

/** Asks a question of the open case. */
export type Ask = <N extends QuestionName>(name: N, body: Body<N>) => Promise<Outcome<Answer<N>>>;

/** Opens the case or captures, runs `command`, closes; gives the exit status. */
export async function runOnCase(
  paths: readonly string[],
  options: CommonOptions,
  command: (ask: Ask, caseFile: CaseFile) => Promise<number>,
  surroundings: Partial<QuestionContext> = {},
): Promise<number> {
  const progress = progressLine(options.hasProgress);
  const opened = await openForReading(paths, { format: options.captureFormat, onProgress: progress.show });
  progress.clear();
  if (!opened.ok) {
    sayFailure(opened.failure);
    return exitStatus.unreadable;
  }
  const context = { zone: zoneName(options.zone), isCancelled: () => false, ...surroundings };
  try {
    return await command((name, body) => askCase(opened.value.caseFile, name, body, context), opened.value.caseFile);
  } finally {
    opened.value.dispose();
  }
}

/** Says why a question was refused and gives the exit status for it. */
export function refused(outcome: Outcome<unknown> & { readonly ok: false }): number {
  sayFailure(outcome.failure);
  const asked = [
    'sql-refused',
    'sql-malformed',
    'filter-malformed',
    'sequence-malformed',
    'job-unknown',
    'minion-unknown',
    'event-unknown',
    'request-malformed',
  ];
  return asked.includes(outcome.failure.code) ? exitStatus.wrongUse : exitStatus.unreadable;
}
