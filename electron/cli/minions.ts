// `saltrace minions` and `saltrace minion`.
import type { MinionRow } from '../../shared/questions/job-row.ts';
import type { CommonOptions } from './common-options.ts';
import { jobColumns, outcomeTone } from './jobs.ts';
import { exitStatus, printOne } from './output.ts';
import { printPages } from './print-pages.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { minionShape, minionStoryShape } from './shapes.ts';
import { alignTable, type OutputColumn, visible } from './table.ts';
import { stampPrinter } from './zone.ts';

/** Runs `minions`; gives the exit status. */
export function runMinions(path: string, filter: string, options: CommonOptions): Promise<number> {
  return runOnCase([path], options, (ask) => {
    return printPages(options, minionColumns(options.zone), minionShape, (page) =>
      ask('minions.list', { filter, sort: 'minion', descending: false, ...page }),
    );
  });
}

/** Runs `minion`; gives the exit status. */
export function runMinion(path: string, id: string, options: CommonOptions): Promise<number> {
  return runOnCase([path], options, async (ask) => {
    const story = await ask('minion.story', { minion: id });
    if (!story.ok) return refused(story);
    const { minion, jobs, states } = story.value;
    const failing = states.filter((state) => state.result === false);
    printOne(minionStoryShape(story.value), options.format, () =>
      [
        alignTable([minion], minionColumns(options.zone), options.hasColor),
        `Jobs of ${visible(minion.minion)}`,
        alignTable(
          jobs,
          [
            { title: 'outcome here', text: (job) => job.outcome, tone: (job) => outcomeTone(job.outcome) },
            ...jobColumns(options.zone).slice(0, 5),
          ],
          options.hasColor,
        ),
        failing.length === 0 ? 'No failed states.\n' : 'Failed states',
        ...(failing.length === 0
          ? []
          : [
              alignTable(
                failing,
                [
                  { title: 'jid', text: (state) => state.jid ?? '' },
                  { title: 'role', text: (state) => state.role },
                  { title: 'state', text: (state) => `${state.id} (${state.state})` },
                  { title: 'comment', text: (state) => state.comment.split('\n')[0]?.slice(0, 120) ?? '' },
                ],
                options.hasColor,
              ),
            ]),
      ].join('\n'),
    );
    return exitStatus.done;
  });
}

/** Columns of a table of minions. */
export function minionColumns(zone: string): OutputColumn<MinionRow>[] {
  const when = stampPrinter(zone);
  return [
    { title: 'minion', text: (row) => row.minion },
    { title: `last seen (${zone})`, text: (row) => when(row.lastSeen) },
    { title: 'returns', text: (row) => String(row.returns), isNumber: true },
    { title: 'failed', text: (row) => String(row.failed), isNumber: true },
    { title: 'missing', text: (row) => String(row.missing), isNumber: true },
    { title: 'starts', text: (row) => String(row.starts), isNumber: true },
    { title: 'salt', text: (row) => row.salt ?? '' },
    { title: 'clock ahead', text: (row) => (row.skewS === null ? '' : `${row.skewS.toFixed(1)} s`), isNumber: true },
  ];
}
