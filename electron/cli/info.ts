// `saltrace info`: span, sources, counts per kind, minions, jobs, problems.
import type { CaseInfo } from '../../shared/questions/case-info.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, printOne } from './output.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { infoShape } from './shapes.ts';
import { alignTable, visible } from './table.ts';
import { durationText, stampPrinter } from './zone.ts';

/** Runs the command; gives the exit status. */
export function runInfo(paths: readonly string[], options: CommonOptions): Promise<number> {
  return runOnCase(paths, options, async (ask) => {
    const info = await ask('case.info', {});
    if (!info.ok) return refused(info);
    printOne(infoShape(info.value), options.format, () => infoText(info.value, options));
    return exitStatus.done;
  });
}

/** The case in words, for a terminal. */
export function infoText(info: CaseInfo, { zone, hasColor }: Pick<CommonOptions, 'zone' | 'hasColor'>): string {
  const when = stampPrinter(zone);
  const span = info.first === null || info.last === null ? '-' : durationText(info.last - info.first);
  const salt = info.salt.length === 0 ? 'not said in the capture' : info.salt.join(', ');
  return [
    `Case      ${visible(info.name)}`,
    `Salt      ${salt}`,
    `Span      ${when(info.first)} to ${when(info.last)} ${zone} (${span})`,
    `Holds     ${info.events} events, ${info.minions} minions, ${info.jobs} jobs`,
    '',
    accountTable(info, hasColor),
    'Events by kind',
    alignTable(
      info.kinds,
      [
        { title: '  kind', text: (row) => `  ${row.kind}` },
        { title: 'events', text: (row) => String(row.count), isNumber: true },
      ],
      hasColor,
    ),
    ...(info.problems.length === 0
      ? ['No problems.\n']
      : [
          'Problems',
          alignTable(
            info.problems,
            [
              { title: '  code', text: (row) => `  ${row.code}` },
              { title: 'severity', text: (row) => row.severity },
              { title: 'count', text: (row) => String(row.count), isNumber: true },
            ],
            hasColor,
          ),
        ]),
  ].join('\n');
}

/** The account of every source as a table: read = accepted + duplicates + rejected. */
export function accountTable(info: Pick<CaseInfo, 'sources'>, hasColor: boolean): string {
  return alignTable(
    info.sources,
    [
      { title: 'source', text: (row) => row.name },
      { title: 'format', text: (row) => row.format },
      { title: 'bytes', text: (row) => String(row.bytes), isNumber: true },
      { title: 'read', text: (row) => String(row.read), isNumber: true },
      { title: 'accepted', text: (row) => String(row.accepted), isNumber: true },
      { title: 'duplicates', text: (row) => String(row.duplicates), isNumber: true },
      { title: 'rejected', text: (row) => String(row.rejected), isNumber: true },
      { title: 'complete', text: (row) => (row.isComplete ? 'yes' : 'no') },
    ],
    hasColor,
  );
}
