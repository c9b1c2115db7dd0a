// `saltrace jobs` and `saltrace job`: what ran, and what became of it on each minion.
import type { JobMinion, JobRow, JobStory } from '../../shared/questions/job-row.ts';
import type { Json } from '../../shared/salt/json.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, printOne } from './output.ts';
import { printPages } from './print-pages.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { jobShape, jobStoryShape } from './shapes.ts';
import { alignTable, type OutputColumn, type Tone, visible } from './table.ts';
import { durationText, stampPrinter } from './zone.ts';

/** Runs `jobs`; gives the exit status. */
export function runJobs(path: string, filter: string, internal: boolean, options: CommonOptions): Promise<number> {
  return runOnCase([path], options, (ask) => {
    return printPages(options, jobColumns(options.zone), jobShape, (page) =>
      ask('jobs.list', { filter, internal, sort: 'started', descending: false, ...page }),
    );
  });
}

/** Runs `job`; gives the exit status. */
export function runJob(path: string, jid: string, options: CommonOptions): Promise<number> {
  return runOnCase([path], options, async (ask) => {
    const story = await ask('job.story', { jid });
    if (!story.ok) return refused(story);
    printOne(jobStoryShape(story.value), options.format, () => storyText(story.value, options));
    return exitStatus.done;
  });
}

const count = (value: number | null) => (value === null ? '?' : String(value));

/** Columns of a table of jobs. */
export function jobColumns(zone: string): OutputColumn<JobRow>[] {
  const when = stampPrinter(zone);
  return [
    { title: 'jid', text: (job) => job.jid },
    { title: `started (${zone})`, text: (job) => when(job.started) },
    { title: 'user', text: (job) => job.user ?? '' },
    { title: 'function', text: commandText },
    { title: 'target', text: (job) => targetText(job.tgt) },
    { title: 'expected', text: (job) => count(job.expected), isNumber: true },
    { title: 'returned', text: (job) => String(job.returned), isNumber: true },
    { title: 'succeeded', text: (job) => String(job.succeeded), isNumber: true },
    { title: 'changed', text: (job) => String(job.changed), isNumber: true },
    {
      title: 'failed',
      text: (job) => String(job.failed),
      tone: (job) => (job.failed > 0 ? 'failed' : undefined),
      isNumber: true,
    },
    {
      title: 'missing',
      text: (job) => count(job.missing),
      tone: (job) => ((job.missing ?? 0) > 0 ? 'missing' : undefined),
      isNumber: true,
    },
    { title: 'unknown', text: (job) => String(job.unknown), isNumber: true },
    { title: 'duration', text: (job) => durationText(job.durationUs), isNumber: true },
  ];
}

function targetText(tgt: Json): string {
  return typeof tgt === 'string' ? tgt : tgt === null ? '' : Array.isArray(tgt) ? tgt.join(',') : JSON.stringify(tgt);
}

/** Function and arguments as one would type them: `state.apply nginx test=True`. */
export function commandText(job: Pick<JobRow, 'fun' | 'arg'>): string {
  const args = Array.isArray(job.arg) ? (job.arg as readonly Json[]) : [];
  return [job.fun.join(','), ...args.flatMap(argumentText)].join(' ').slice(0, 200);
}

function argumentText(arg: Json): string[] {
  if (typeof arg !== 'object' || arg === null || Array.isArray(arg))
    return [typeof arg === 'string' ? arg : JSON.stringify(arg)];
  return Object.entries(arg)
    .filter(([key]) => key !== '__kwarg__')
    .map(
      ([key, value]) =>
        `${key}=${value === true ? 'True' : value === false ? 'False' : typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
}

function storyText({ job, minions, roots }: JobStory, { zone, hasColor }: CommonOptions): string {
  const when = stampPrinter(zone);
  const lines = [
    `${visible(commandText(job))}`,
    `jid ${job.jid}, by ${visible(job.user ?? 'unknown')}, on ${visible(targetText(job.tgt)) || 'its own minion'}, origin ${job.origin.kind} (${job.origin.certainty}: ${visible(job.origin.because)})`,
    `started ${when(job.started)}, ended ${when(job.ended)} ${zone}, ${durationText(job.durationUs)}`,
    `expected ${count(job.expected)}, returned ${job.returned}: ${job.succeeded} succeeded, ${job.changed} changed, ${job.failed} failed, ${count(job.missing)} missing, ${count(job.running)} running, ${job.unknown} unknown`,
    '',
  ];
  for (const root of roots) {
    lines.push(
      `Root failure on ${root.minions.length} minions (${visible(root.minions.slice(0, 8).join(', '))}${root.minions.length > 8 ? ', …' : ''}), ${root.cascade} states failed because of it`,
    );
    lines.push(
      `  ${visible(root.id)} (${visible(root.state)}, sls ${visible(root.sls ?? '-')})`,
      ...(root.output ?? root.comment)
        .split('\n')
        .slice(0, 6)
        .map((line) => `  | ${visible(line)}`),
      '',
    );
  }
  lines.push(alignTable(minions, minionColumns(zone), hasColor));
  return lines.join('\n');
}

function minionColumns(zone: string): OutputColumn<JobMinion>[] {
  const when = stampPrinter(zone);
  return [
    { title: 'minion', text: (row) => row.minion },
    { title: 'outcome', text: (row) => row.outcome, tone: (row) => outcomeTone(row.outcome) },
    { title: 'decided by', text: (row) => row.outcomeBy ?? '' },
    { title: 'retcode', text: (row) => row.retcode.join(','), isNumber: true },
    { title: `returned (${zone})`, text: (row) => when(row.returnedAt) },
    { title: 'duration', text: (row) => durationText(row.durationUs), isNumber: true },
    { title: 'why', text: whyText },
  ];
}

/** The tone of an outcome. */
export function outcomeTone(outcome: string): Tone | undefined {
  return outcome === 'failed' || outcome === 'missing' || outcome === 'changed' || outcome === 'succeeded'
    ? outcome
    : 'faint';
}

function whyText(row: JobMinion): string {
  if (row.missingBecause !== null) return `${row.missingBecause.reason} (${row.missingBecause.certainty})`;
  const roots = row.rootFailures.map((state) => state.id).join(', ');
  if (roots !== '') return `${roots}${row.cascade > 0 ? ` and ${row.cascade} blocked by requisite` : ''}`;
  return row.errorText?.split('\n')[0]?.slice(0, 120) ?? '';
}
