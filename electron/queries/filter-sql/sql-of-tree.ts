// A filter → the SQL statement that gives the same events.
import type { FilterTree } from '../../../shared/filter/filter-tree.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';
import type { TimeContext } from '../../../shared/filter/times.ts';
import type { Span } from '../../../shared/questions/questions.ts';
import { sqlOfTerm } from './sql-of-term.ts';
import { joined, negated, sqlNumber } from './sql-text.ts';

/** The statement; `columns` are what it gives of each event. */
export function sqlOfTree(tree: FilterTree, span: Span | undefined, context: TimeContext, columns: string): string {
  // The times are those of this moment: what `last:15m` meant is said beside it.
  const filter = printFilter(tree).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' ');
  const conditions = [...(tree.type === 'and' ? tree.terms : [tree])]
    .filter((term) => term.type !== 'all')
    .map((term) => conditionOf(term, context));
  if (span !== undefined) {
    // Stamps are whole µs.
    conditions.push(
      `order_stamp >= ${sqlNumber(Math.ceil(span.from))} AND order_stamp < ${sqlNumber(Math.ceil(span.to))}`,
    );
  }
  return [
    ...(filter === '' ? [] : [`-- ${filter}`]),
    `SELECT ${columns}`,
    'FROM events',
    ...(conditions.length === 0 ? [] : [`WHERE ${conditions.join('\n  AND ')}`]),
    'ORDER BY id',
  ].join('\n');
}

function conditionOf(tree: FilterTree, context: TimeContext): string {
  switch (tree.type) {
    case 'all':
      return '1';
    case 'and':
    case 'or':
      return joined(
        tree.type === 'and' ? 'AND' : 'OR',
        tree.terms.map((term) => conditionOf(term, context)),
      );
    case 'not':
      return negated(conditionOf(tree.term, context));
    case 'tag':
    case 'text':
    case 'comparison':
    case 'match':
      return sqlOfTerm(tree, context);
  }
}
