// `saltrace sequence`: the matches of a sequence of events with their counts; a wrong text is shown with the place marked.
import type { Failure } from '../../shared/base/failure.ts';
import type { Answer } from '../../shared/questions/questions.ts';
import { keptStarts, type SequenceMatch } from '../../shared/questions/sequence.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus, note, write } from './output.ts';
import { type Ask, refused, runOnCase } from './run-on-case.ts';
import { listPrinter, type OutputColumn, visible } from './table.ts';
import { durationText, stampPrinter } from './zone.ts';

const pageLimit = 500;
/** A run of the command line is asked once and waited for. */
const waitMs = 60_000;

/** What the command was told. */
export type SequenceOptions = { readonly limit?: number; readonly unmatched?: boolean };

/** Runs the command; gives the exit status. */
export function runSequence(
  path: string,
  sequence: string,
  told: SequenceOptions,
  options: CommonOptions,
): Promise<number> {
  return runOnCase([path], options, async (ask) => {
    const counted = await countStarts(ask, sequence);
    if (!counted.ok) {
      markPosition(sequence, counted.failure);
      return refused(counted);
    }
    const { value } = counted;
    const states = ['matched', 'unknown', ...(told.unmatched === true ? (['unmatched'] as const) : [])] as const;
    const wanted = states.reduce((sum, state) => sum + value[state], 0);
    const isJson = options.format === 'json';
    if (isJson) write(`${head(value)},"matches":\n`);
    else if (options.format === 'table') write(`${summary(value)}\n`);
    const printer = listPrinter(options, columns(value.by, options.zone), shapeOf(value.by));
    let listed = 0;
    for (let left = told.limit ?? Number.POSITIVE_INFINITY; left > 0; left -= pageLimit) {
      const limit = Math.min(left, pageLimit);
      const body = { filter: '', sequence, waitMs, states, offset: listed, limit };
      const page = await ask('sequence.matches', body);
      if (!page.ok) return refused(page);
      if (page.value.rows.length > 0) printer.add(page.value.rows);
      listed += page.value.rows.length;
      if (listed >= page.value.total || page.value.rows.length === 0) break;
    }
    printer.end();
    const isCut = listed < wanted;
    if (isJson) write(`,"truncated":${isCut}}\n`);
    else if (isCut && !options.isQuiet) note(`${listed} of ${wanted} listed.${cutReason(value)}`);
    return exitStatus.done;
  });
}

/** Asks until the run has come to its end. */
async function countStarts(ask: Ask, sequence: string) {
  for (;;) {
    const counted = await ask('sequence.run', { filter: '', sequence, waitMs, offset: 0, limit: 1 });
    if (!counted.ok || counted.value.isDone) return counted;
  }
}

type Counted = Answer<'sequence.run'>;

function head({ matched, unmatched, unknown, unfollowed }: Counted): string {
  return JSON.stringify({ matched, unmatched, unknown, unfollowed }).slice(0, -1);
}

function summary({ matched, unmatched, unknown, unfollowed }: Counted): string {
  const left = unfollowed === 0 ? '' : `, ${unfollowed} not followed (too many open at once)`;
  return `${matched} matched, ${unmatched} not matched, ${unknown} unknown${left}`;
}

function cutReason({ matched, unknown }: Counted): string {
  return Math.max(matched, unknown) > keptStarts ? ` At most ${keptStarts} of each state are kept.` : '';
}

function shapeOf(names: readonly string[]): (match: SequenceMatch) => unknown {
  return ({ by, events, spanUs, state }) => ({
    by: Object.fromEntries(names.map((name, position) => [name, by[position]])),
    events: events.map(({ id }) => id),
    span_ms: spanUs / 1000,
    state,
  });
}

function columns(names: readonly string[], zone: string): OutputColumn<SequenceMatch>[] {
  const when = stampPrinter(zone);
  return [
    { title: 'state', text: ({ state }) => state, tone: ({ state }) => (state === 'unknown' ? 'faint' : undefined) },
    ...names.map((name, position) => ({ title: name, text: ({ by }: SequenceMatch) => by[position] ?? '' })),
    { title: `first (${zone})`, text: ({ events }) => when(events[0]?.stamp ?? null) },
    { title: 'span', text: ({ spanUs }) => durationText(spanUs), isNumber: true },
    { title: 'events', text: ({ events }) => events.map(({ id }) => id).join(' ') },
    { title: 'kinds', text: ({ events }) => events.map(({ kind }) => kind).join(' → ') },
  ];
}

/** Shows the line of the text in which the fault is, and a caret under its place. */
function markPosition(text: string, { code, position }: Failure): void {
  if (code !== 'sequence-malformed' || position === undefined) return;
  const begin = text.lastIndexOf('\n', position - 1) + 1;
  const end = text.indexOf('\n', position);
  const line = text.slice(begin, end === -1 ? undefined : end);
  note(`  ${visible(line)}\n  ${' '.repeat(visible(line.slice(0, position - begin)).length)}^`);
}
