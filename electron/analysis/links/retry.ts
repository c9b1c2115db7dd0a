// Whether a job is another one, run again because that failed. A command that runs regularly anyway is no retry.
import type { Stamp } from '../../../shared/base/stamp.ts';
import type { ScorePart } from '../../../shared/questions/trace.ts';
import { type Judged, judge } from './found-link.ts';

/** A run of a command: the same function with the same arguments. */
export type CommandRun = {
  readonly jid: number;
  readonly event: number;
  readonly started: Stamp;
  readonly ended: Stamp | null;
  readonly user: number;
  readonly tgt: string;
  /** Minions that failed or did not return. */
  readonly bad: number;
};

const soon = 10 * 60_000_000;
const latest = 60 * 60_000_000;

/**
 * The runs of one command in time order → for each run that is one again, the failed run before it. `sharesBad` says
 * whether a minion that failed in the first was asked again in the second.
 */
export function findRetries(
  runs: readonly CommandRun[],
  sharesBad: (before: CommandRun, again: CommandRun) => boolean,
): { readonly again: CommandRun; readonly judged: Judged<CommandRun> }[] {
  const found: { again: CommandRun; judged: Judged<CommandRun> }[] = [];
  for (const [at, again] of runs.entries()) {
    const before = runs[at - 1];
    if (before === undefined || before.bad === 0) continue;
    const wait = again.started - Math.max(before.started, before.ended ?? before.started);
    if (wait < 0 || wait > latest) continue;
    if (!sharesBad(before, again)) continue;
    const parts: ScorePart[] = [
      { name: 'same-command', value: 0.3 },
      { name: 'same-minions', value: 0.2 },
      { name: 'time', value: wait <= soon ? 0.2 : 0.1 },
    ];
    if (before.user === again.user) parts.push({ name: 'same-user', value: 0.15 });
    if (before.tgt === again.tgt) parts.push({ name: 'same-target', value: 0.1 });
    if (isRegular(runs, at)) parts.push({ name: 'regular', value: -0.4 });
    const judged = judge([{ what: before, event: before.event, parts }]);
    if (judged !== undefined) found.push({ again, judged });
  }
  return found;
}

/** True when the command came about as regularly before. */
function isRegular(runs: readonly CommandRun[], at: number): boolean {
  const step = (runs[at]?.started ?? 0) - (runs[at - 1]?.started ?? 0);
  const before = (runs[at - 1]?.started ?? 0) - (runs[at - 2]?.started ?? Number.NaN);
  const earlier = (runs[at - 2]?.started ?? 0) - (runs[at - 3]?.started ?? Number.NaN);
  const isAlike = (other: number) => other > step * 0.8 && other < step * 1.25;
  return isAlike(before) && (isAlike(earlier) || at + 1 < runs.length);
}
