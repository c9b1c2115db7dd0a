// The account of a capture in a report: where it came from, what was lost on the way, and what follows for every statement above.
import type { CaseInfo } from '../../../shared/questions/case-info.ts';
import type { ReportPart } from '../../../shared/questions/report.ts';
import { type ReportDesk, table } from './desk.ts';

/** The part "The capture, and what it cannot tell". */
export async function accountParts(desk: ReportDesk, info: CaseInfo): Promise<ReportPart[]> {
  const sources = info.sources.map((source) => [
    source.name,
    source.format,
    String(source.read),
    String(source.accepted),
    String(source.duplicates),
    String(source.rejected),
    desk.when(source.first),
    desk.when(source.last),
  ]);
  const columns = ['source', 'format', 'read #', 'accepted #', 'duplicates #', 'rejected #', 'first', 'last'];
  const parts: ReportPart[] = [
    table('Where it was read from: read = accepted + duplicates + rejected.', columns, sources),
  ];
  if (info.problems.length > 0) {
    const rows = info.problems.map(({ code, severity, count }) => [code, severity, String(count)]);
    parts.push(table('Defects noted while reading.', ['problem', 'severity', 'count #'], rows));
  }
  const items = [
    `Nothing before ${desk.when(info.first)} and nothing after ${desk.when(info.last)} (${desk.context.zone}) is known.`,
    ...info.gaps.map(({ from, to, reason }) => `Not heard from ${desk.when(from)} to ${desk.when(to)}: ${reason}.`),
    ...(info.gaps.length === 0 ? ['Between these times no gap is known.'] : []),
    ...(info.sources.some(({ isComplete }) => !isComplete) ? ['A source was not read to its end.'] : []),
    ...(info.share === null ? [] : ['This case is a redacted share of another: what was hidden in it cannot be told.']),
    'Of jobs whose new event is not in the capture (schedules, salt-call, jobs begun before) it is not known which minions were expected.',
    'That something differs between failing and healthy minions, or came shortly before, is inferred; counts and the events named are certain.',
    'Secrets in this report are covered.',
  ];
  return [...parts, { is: 'list', items }];
}
