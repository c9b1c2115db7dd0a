// `saltrace events`: the selected events in time order, page by page, so that any number of them streams out.
import type { EventDetail } from '../../shared/questions/event-row.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus } from './output.ts';
import { type Ask, refused, runOnCase } from './run-on-case.ts';
import { eventShape } from './shapes.ts';
import { listPrinter, type OutputColumn } from './table.ts';
import { stampPrinter } from './zone.ts';

const pageLimit = 500;

/** Runs the command; gives the exit status. */
export function runEvents(
  path: string,
  filter: string,
  range: { readonly limit?: number; readonly after?: number },
  options: CommonOptions,
): Promise<number> {
  return runOnCase([path], options, async (ask) => {
    const printer = listPrinter(options, eventColumns(options.zone), eventShape);
    let left = range.limit ?? Number.POSITIVE_INFINITY;
    let after = range.after;
    while (left > 0) {
      const start = after === undefined ? { row: 0 } : { after };
      const page = await ask('events.page', { filter, start, limit: Math.min(pageLimit, left) });
      if (!page.ok) return refused(page);
      const details = await detailsOf(
        ask,
        page.value.rows.map((row) => row.id),
      );
      if (!details.ok) return refused(details);
      if (details.value.length === 0) break;
      printer.add(details.value);
      left -= details.value.length;
      after = details.value.at(-1)?.row.id;
    }
    printer.end();
    return exitStatus.done;
  });
}

async function detailsOf(ask: Ask, ids: readonly number[]) {
  const value: EventDetail[] = [];
  for (const id of ids) {
    const detail = await ask('events.one', { id });
    if (!detail.ok) return detail;
    value.push(detail.value);
  }
  return { ok: true as const, value };
}

function eventColumns(zone: string): OutputColumn<EventDetail>[] {
  const when = stampPrinter(zone);
  return [
    { title: 'id', text: ({ row }) => String(row.id), isNumber: true },
    { title: `time (${zone})`, text: ({ row }) => when(row.stamp) },
    { title: 'kind', text: ({ row }) => row.kind },
    { title: 'minion', text: ({ row }) => row.minion ?? '' },
    { title: 'jid', text: ({ row }) => row.jid ?? '' },
    { title: 'fun', text: ({ row }) => row.fun.join(',') },
    { title: 'outcome', text: ({ row }) => row.outcomes.join(',') },
    { title: 'retcode', text: ({ row }) => row.retcode.join(',') },
    { title: 'tag', text: ({ row }) => row.tag },
    { title: 'source', text: ({ row }) => row.source },
    { title: 'line', text: (detail) => String(detail.places[0]?.line ?? ''), isNumber: true },
  ];
}
