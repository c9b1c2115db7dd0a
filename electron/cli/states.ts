// `saltrace states`: state × minion, roots apart from cascades.
import type { StateTotals } from '../../shared/questions/states.ts';
import type { CommonOptions } from './common-options.ts';
import { exitStatus } from './output.ts';
import { printPages } from './print-pages.ts';
import { refused, runOnCase } from './run-on-case.ts';
import { stateShape } from './shapes.ts';
import { listPrinter } from './table.ts';

/** What one can ask beside the list: totals over all runs. */
export type StatesOptions = {
  readonly totals?: 'failed' | 'slowest' | 'flapping' | undefined;
  readonly limit?: number | undefined;
};

const mostTotals = 1000;

/** Runs the command; gives the exit status. */
export function runStates(path: string, filter: string, asked: StatesOptions, options: CommonOptions): Promise<number> {
  if (asked.totals !== undefined) return runTotals(path, filter, asked.totals, asked.limit ?? mostTotals, options);
  return runOnCase([path], options, (ask) => {
    return printPages(
      options,
      [
        { title: 'minion', text: (row) => row.minion },
        { title: 'jid', text: (row) => row.jid ?? '' },
        { title: 'sls', text: (row) => row.sls ?? '' },
        { title: 'id', text: (row) => row.id },
        { title: 'state', text: (row) => row.state },
        { title: 'result', text: (row) => (row.result === null ? 'would change' : row.result ? 'true' : 'false') },
        { title: 'role', text: (row) => (row.role === 'none' ? '' : row.role) },
        { title: 'changed', text: (row) => (row.isChanged ? 'yes' : '') },
        { title: 'ms', text: (row) => (row.durationMs === null ? '' : row.durationMs.toFixed(1)), isNumber: true },
        { title: 'comment', text: (row) => row.comment.split('\n')[0]?.slice(0, 120) ?? '' },
      ],
      stateShape,
      (page) => ask('states.list', { filter, ...page }),
    );
  });
}

function runTotals(
  path: string,
  filter: string,
  sort: NonNullable<StatesOptions['totals']>,
  limit: number,
  options: CommonOptions,
): Promise<number> {
  return runOnCase([path], options, async (ask) => {
    const answer = await ask('states.totals', { filter, sort, limit: Math.max(1, Math.min(limit, mostTotals)) });
    if (!answer.ok) return refused(answer);
    const printer = listPrinter<StateTotals>(
      options,
      [
        { title: 'sls', text: (row) => row.sls ?? '' },
        { title: 'id', text: (row) => row.id },
        { title: 'state', text: (row) => row.state },
        { title: 'minions', text: (row) => String(row.minions), isNumber: true },
        { title: 'runs', text: (row) => String(row.runs), isNumber: true },
        {
          title: 'failed',
          text: (row) => String(row.failed),
          isNumber: true,
          tone: (row) => (row.failed > 0 ? 'failed' : undefined),
        },
        { title: 'blocked', text: (row) => String(row.blocked), isNumber: true },
        { title: 'changed', text: (row) => String(row.changed), isNumber: true },
        { title: 'flapping on', text: (row) => String(row.flapping), isNumber: true },
        { title: 'median ms', text: (row) => msText(row.medianMs), isNumber: true },
        { title: 'longest ms', text: (row) => msText(row.maxMs), isNumber: true },
      ],
      totalsShape,
    );
    printer.add(answer.value.rows);
    printer.end();
    return exitStatus.done;
  });
}

function msText(ms: number | null): string {
  return ms === null ? '' : ms.toFixed(1);
}

/** `states --totals --json`: one state. */
function totalsShape({ sls, id, state, medianMs, maxMs, totalMs, ...counts }: StateTotals): object {
  return { sls, id, state, ...counts, median_ms: medianMs, max_ms: maxMs, total_ms: totalMs };
}
