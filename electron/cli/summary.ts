// `saltrace summary`: what a person wants first. `npm start` prints it where there is no display.
import type { CaseSummary } from '../../shared/questions/case-info.ts';
import type { Finding } from '../../shared/questions/finding.ts';
import type { CommonOptions } from './common-options.ts';
import { findingShape, findingsText, ownFindings } from './findings.ts';
import { accountTable } from './info.ts';
import { jobColumns } from './jobs.ts';
import { minionColumns } from './minions.ts';
import { exitStatus, printOne } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { summaryShape } from './shapes.ts';
import { alignTable, visible } from './table.ts';
import { durationText, stampPrinter } from './zone.ts';

/** Runs the command; gives the exit status. */
export function runSummary(paths: readonly string[], options: CommonOptions): Promise<number> {
  return runOnCase(paths, options, async (ask, caseFile) => {
    const summary = await ask('case.summary', {});
    if (!summary.ok) return refused(summary);
    const found = await ownFindings(ask, caseFile);
    if (!found.ok) return refused(found);
    const { findings } = found.value;
    const { info, ...rest } = summaryShape(summary.value);
    const shape = { info, findings: findings.map(findingShape), ...rest };
    printOne(shape, options.format, () => summaryText(summary.value, findings, options));
    return exitStatus.done;
  });
}

function summaryText(
  { info, jobs, silent, failingStates }: CaseSummary,
  findings: readonly Finding[],
  { zone, hasColor }: CommonOptions,
): string {
  const when = stampPrinter(zone);
  const span = info.first === null || info.last === null ? 'no time' : durationText(info.last - info.first);
  const salt = info.salt.length === 0 ? '' : `, Salt ${info.salt.join(', ')}`;
  const lines = [
    `${visible(info.name)}: ${info.events} events in ${span}, ${info.minions} minions, ${info.jobs} jobs${salt}`,
    `${when(info.first)} to ${when(info.last)} ${zone}`,
    '',
    accountTable(info, hasColor),
  ];
  lines.push('Findings', findingsText(findings, { zone }));
  lines.push(failingStates.length === 0 ? 'No failed states.' : 'Root failures');
  for (const root of failingStates.slice(0, 10)) {
    const minions = root.minions.slice(0, 6).join(', ') + (root.minions.length > 6 ? ', …' : '');
    lines.push(
      `  ${when(root.first)}  ${visible(root.id)} (${visible(root.state)}) on ${root.minions.length}: ${visible(minions)}; ${root.cascade} more failed because of it`,
      ...(root.output ?? root.comment)
        .split('\n')
        .slice(0, 3)
        .map((line) => `    | ${visible(line).slice(0, 160)}`),
    );
  }
  const bad = jobs.filter((job) => job.failed > 0 || (job.missing ?? 0) > 0 || job.unknown > 0);
  lines.push('', bad.length === 0 ? 'No job failed or misses a return.\n' : 'Jobs, worst first');
  if (bad.length > 0) lines.push(alignTable(bad, jobColumns(zone), hasColor));
  lines.push(silent.length === 0 ? 'No silent minions.\n' : 'Silent minions');
  if (silent.length > 0) lines.push(alignTable(silent, minionColumns(zone), hasColor));
  return lines.join('\n');
}
