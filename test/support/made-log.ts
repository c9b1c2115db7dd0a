// A made-up log in memory, with its truth.
import { type LogPlan, makeLog } from './log-maker/log-maker.ts';
import type { JobTruth } from './log-maker/truth.ts';

/** A made-up log, its truth and the names of its minions. */
export type MadeLog = {
  readonly bytes: Buffer;
  readonly lines: readonly string[];
  readonly jobs: readonly JobTruth[];
  readonly minions: readonly string[];
};

/** Makes a log in memory. */
export function madeLog(plan: LogPlan): MadeLog {
  const lines: string[] = [];
  const jobs: JobTruth[] = [];
  const { minions } = makeLog(plan, { event: (line) => lines.push(line), job: (job) => jobs.push(job) });
  return { bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')), lines, jobs, minions };
}
