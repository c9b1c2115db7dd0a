// The sections of what a person pinned: an event, a job, a note, a saved query's result, a chart, or words.
import type { ReportThing } from '../../../shared/keep/report.ts';
import type { ReportPart, ReportSection } from '../../../shared/questions/report.ts';
import { listNotes } from '../../keep/notes.ts';
import { eventsHistogram } from '../events-histogram.ts';
import { eventsOne } from '../events-one.ts';
import { eventsPage } from '../events-page.ts';
import { jobStory } from '../job-story.ts';
import { sequenceRun } from '../sequence-run.ts';
import { sqlRun } from '../sql-run.ts';
import { covered } from './cover.ts';
import { mostRows, names, paragraph, type ReportDesk, table } from './desk.ts';
import { jobParts, standingSection } from './standing.ts';

type Of<K extends ReportThing['is']> = Extract<ReportThing, { is: K }>;
type Written = { readonly title: string | null; readonly parts: readonly ReportPart[] };

/** Slices of a chart; a report is read, not zoomed. */
const chartSlices = 40;
const longestData = 4_000;

/** Writes the section of a thing as it is now. */
export async function pinnedSection(desk: ReportDesk, thing: ReportThing): Promise<ReportSection> {
  return { key: null, thing, gone: null, ...(await written(desk, thing)) };
}

async function written(desk: ReportDesk, thing: ReportThing): Promise<Written> {
  switch (thing.is) {
    case 'heading':
      return { title: covered(thing.text), parts: [] };
    case 'text':
      return { title: null, parts: [paragraph(thing.text)] };
    case 'standing': {
      const { title, parts } = await standingSection(desk, thing.part);
      return { title, parts };
    }
    case 'event':
      return eventWritten(desk, thing);
    case 'job':
      return jobWritten(desk, thing);
    case 'note':
      return noteWritten(desk, thing);
    case 'query':
      return queryWritten(desk, thing);
    case 'chart':
      return chartWritten(desk, thing);
  }
}

async function eventWritten(desk: ReportDesk, { event }: Of<'event'>): Promise<Written> {
  const { row, dataText, outcomeBy, contradictions } = await desk.ask(eventsOne, { id: event });
  const facts = [
    ['time', desk.when(row.stamp)],
    ['tag', row.tag],
    ['kind', row.kind],
    ['minion', row.minion ?? '–'],
    ['jid', row.jid ?? '–'],
    ['function', row.fun.join(', ') || '–'],
    [
      'outcome',
      row.outcomes.length === 0 ? '–' : `${row.outcomes.join(', ')}${outcomeBy === null ? '' : ` (by ${outcomeBy})`}`,
    ],
    ['source', row.source],
    ...contradictions.map((text) => ['contradiction', text]),
  ];
  const data = covered(pretty(dataText));
  const cut = data.length > longestData ? `${data.slice(0, longestData)}\n…` : data;
  return {
    title: covered(`Event ${event}: ${row.tag}`),
    parts: [table('', ['what', 'value'], facts), { is: 'code', caption: 'Its data', text: cut }],
  };
}

function pretty(json: string): string {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 1);
  } catch {
    // Cut at the longest text that is sent.
    return json;
  }
}

async function jobWritten(desk: ReportDesk, { jid }: Of<'job'>): Promise<Written> {
  const { job, minions, roots } = await desk.ask(jobStory, { jid });
  const query = { ask: 'events', text: `jid:${jid}` } as const;
  const bad = minions.filter(({ outcome }) => outcome === 'failed' || outcome === 'missing' || outcome === 'unknown');
  const why = (part: (typeof minions)[number]): string =>
    part.missingBecause?.reason ??
    (part.rootFailures.map(({ id, comment, output }) => `${id}: ${(output ?? comment).trim()}`).join('; ') ||
      (part.errorText ?? ''));
  return {
    title: covered(`Job ${jid}: ${job.fun.join(', ')}`),
    parts: [
      {
        is: 'numbers',
        numbers: [
          desk.number('expected', job.expected, query),
          desk.number('returned', job.returned, query),
          desk.number('failed', job.failed, { ask: 'events', text: `jid:${jid} kind:ret outcome:failed` }),
          desk.number('missing', job.missing, { ask: 'events', text: `jid:${jid} kind:new outcome:missing` }),
        ],
      },
      ...jobParts(desk, [job], 'The job.'),
      ...roots.map(({ sls, id, minions: on, cascade }) =>
        paragraph(
          `${sls === null ? '' : `${sls}.`}${id} failed by itself on ${names(on)}; ${cascade} states followed.`,
        ),
      ),
      table(
        'Minions on which it did not end well.',
        ['minion', 'outcome', 'why'],
        bad.map((part) => [part.minion, part.outcome, why(part)]),
        query,
      ),
    ],
  };
}

function noteWritten(desk: ReportDesk, { key }: Of<'note'>): Written {
  const note = listNotes(desk.caseFile).find((one) => one.key === key);
  if (note === undefined) return { title: null, parts: [paragraph('The note is not there any more.')] };
  const { about, text, tags } = note;
  const what =
    about.what === 'job'
      ? `job ${about.jid}`
      : about.what === 'event'
        ? `event ${about.event ?? '?'} ${about.tag}`
        : `${desk.when(about.from)} to ${desk.when(about.to)}`;
  const tagged = tags.length === 0 ? [] : [paragraph(tags.map((tag) => `#${tag}`).join(' '))];
  return { title: covered(`Note on ${what}`), parts: [...(text === '' ? [] : [paragraph(text)]), ...tagged] };
}

async function queryWritten(desk: ReportDesk, { name, ask, text }: Of<'query'>): Promise<Written> {
  const query = { ask, text };
  const title = covered(name);
  if (ask === 'sql') {
    const limits = { rows: mostRows + 1, characters: 2_000, deadlineMs: 60_000 };
    const { columns, rows, truncated } = await desk.ask(sqlRun, { sql: text, limits });
    const texts = rows.map((row) => row.map((value) => (value === null ? '–' : String(value))));
    const heads = columns.map(({ name: column, type }) =>
      type === 'integer' || type === 'real' ? `${column} #` : column,
    );
    const caption = truncated ? `The first ${mostRows} rows.` : '';
    return {
      title,
      parts: [
        { is: 'numbers', numbers: [desk.number('rows', truncated ? null : rows.length, query)] },
        table(caption, heads, texts, query),
      ],
    };
  }
  if (ask === 'sequence') {
    const run = await desk.ask(sequenceRun, { sequence: text, filter: '', waitMs: 60_000, offset: 0, limit: mostRows });
    const numbers = (['matched', 'unmatched', 'unknown'] as const).map((label) =>
      desk.number(label, run.isDone ? run[label] : null, query),
    );
    const rows = run.groups.map(({ by, matched, unmatched, unknown }) => [
      by.join(', '),
      String(matched),
      String(unmatched),
      String(unknown),
    ]);
    return {
      title,
      parts: [
        { is: 'numbers', numbers },
        table('', [run.by.join(', ') || 'all', 'matched #', 'unmatched #', 'unknown #'], rows, query),
      ],
    };
  }
  const { rows, total } = await desk.ask(eventsPage, { filter: text, start: { row: 0 }, limit: mostRows });
  const texts = rows.map((row) => [
    String(row.id),
    desk.when(row.stamp),
    row.tag,
    row.minion ?? '–',
    row.outcomes.join(', ') || '–',
  ]);
  const more = total > mostRows ? `The first ${mostRows} of ${total} events.` : '';
  return {
    title,
    parts: [
      { is: 'numbers', numbers: [desk.number('events', total, query)] },
      table(more, ['event #', 'time', 'tag', 'minion', 'outcome'], texts, query),
    ],
  };
}

async function chartWritten(desk: ReportDesk, { filter, span, stack }: Of<'chart'>): Promise<Written> {
  const body = { filter, buckets: chartSlices, stack, ...(span === null ? {} : { span }) };
  const { from, widthUs, stacks } = await desk.ask(eventsHistogram, body);
  const slices = Array.from({ length: chartSlices }, (_, at) => ({
    label: desk.when(from + at * widthUs),
    counts: stacks.map(({ counts }) => counts[at] ?? 0),
  }));
  const said = filter === '' ? 'All events' : filter;
  const query = {
    ask: 'events',
    text:
      span === null
        ? filter
        : `${filter === '' ? '' : `(${filter}) `}time:${timeText(span.from)}..${timeText(span.to)}`,
  } as const;
  const counted = slices.reduce((sum, { counts }) => sum + counts.reduce((all, count) => all + count, 0), 0);
  return {
    title: covered(`${said}, by ${stack}`),
    parts: [
      { is: 'numbers', numbers: [desk.number('events', counted, query)] },
      {
        is: 'chart',
        caption: covered(`${said} over time, by ${stack}; a slice is ${(widthUs / 1e6).toFixed(1)} s.`),
        series: stacks.map(({ name }) => name),
        slices,
        query,
      },
    ],
  };
}

const timeText = (stamp: number): string => new Date(Math.floor(stamp / 1000)).toISOString();
