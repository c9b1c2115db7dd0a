// `saltrace states`: state × minion, roots apart from cascades.
import type { CommonOptions } from './common-options.ts';
import { printPages } from './print-pages.ts';
import { runOnCase } from './run-on-case.ts';
import { stateShape } from './shapes.ts';

/** Runs the command; gives the exit status. */
export function runStates(path: string, filter: string, options: CommonOptions): Promise<number> {
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
