// The question minions.list: minions with at least one selected event, a page of them in some order.
import { done } from '../../shared/base/outcome.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { CaseFile } from '../store/case-file.ts';
import { markSelected } from './mark-selected.ts';
import { minionName, minionRow, type StoredMinion } from './minion-row.ts';
import { cancelled, type Question } from './question.ts';
import { selectEvents } from './selection.ts';

type Named = { readonly stored: StoredMinion; readonly name: string };
type Order = (a: Named, b: Named) => number;

/** Answers `minions.list`. */
export const minionsList: Question<'minions.list'> = async (caseFile, body, context) => {
  const selected = await selectEvents(caseFile, body, context);
  if (!selected.ok) return selected;
  const marks = selected.value.isAll
    ? undefined
    : await markSelected(caseFile, 'minion', selected.value, context.isCancelled);
  if (context.isCancelled()) return cancelled();
  const found = namedMinions(caseFile).filter(({ stored }) => marks === undefined || marks[stored.minion] === 1);
  const order = orders[body.sort];
  found.sort((a, b) => (body.descending ? order(b, a) : order(a, b)) || naturalOrder(a.name, b.name));
  const rows = found.slice(body.offset, body.offset + body.limit).map(({ stored }) => minionRow(caseFile, stored));
  return done({ rows, total: found.length });
};

/** All minions of the case. */
function namedMinions(caseFile: CaseFile): Named[] {
  return caseFile
    .rows<StoredMinion>('SELECT * FROM minion')
    .map((stored) => ({ stored, name: minionName(caseFile, stored.minion) }));
}

const orders: { readonly [S in 'minion' | 'failed' | 'missing' | 'last-seen']: Order } = {
  minion: (a, b) => naturalOrder(a.name, b.name),
  failed: (a, b) => a.stored.failed - b.stored.failed,
  missing: (a, b) => a.stored.missing - b.stored.missing,
  'last-seen': (a, b) => (a.stored.last_seen ?? 0) - (b.stored.last_seen ?? 0),
};
