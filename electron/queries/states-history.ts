// The question states.history: all runs of one state on one minion, newest first.
import { done } from '../../shared/base/outcome.ts';
import { cellCodes, type StateOnce } from '../../shared/questions/states.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import { cancelled, type Question, slicer } from './question.ts';
import type { StoredState } from './state-row.ts';
import { cellOf } from './states/read-states.ts';

const retKind = kindCode('ret');

/** By the index state_result_event; a minion has some thousand returns. */
const runSql = `
SELECT * FROM state_result
WHERE event = :event AND state_id = :id AND state_fun = :fun AND coalesce(sls, 0) = :sls
ORDER BY id`;

/** Answers `states.history`. */
export const statesHistory: Question<'states.history'> = async (caseFile, body, context) => {
  const { columns } = caseFile;
  const minion = caseFile.dictionary('minion').id(body.minion);
  const name = {
    id: caseFile.dictionary('state_id').id(body.id),
    fun: caseFile.dictionary('state_fun').id(body.state),
    sls: body.sls === null ? 0 : caseFile.dictionary('sls').id(body.sls),
  };
  if (minion === 0 || name.id === 0 || name.fun === 0) return done({ runs: [], total: 0 });
  const rest = slicer(25);
  const runs: StateOnce[] = [];
  let total = 0;
  const [minions, kinds] = [columns.segments('minion'), columns.segments('kind')];
  for (let event = columns.length; event > 0; event -= 1) {
    const [segment, at] = [(event - 1) >>> 16, (event - 1) & 0xffff];
    if (at === 0xffff) {
      await rest();
      if (context.isCancelled()) return cancelled();
    }
    if (minions[segment]?.[at] !== minion || kinds[segment]?.[at] !== retKind) continue;
    const found = caseFile.rows<StoredState>(runSql, { event, ...name });
    if (found.length === 0) continue;
    total += 1;
    if (runs.length < body.limit) runs.push(runOf(found, event));
  }
  return done({ runs, total });

  function runOf(states: readonly StoredState[], event: number): StateOnce {
    const worst = states.reduce((bad, state) => (cellOf(state) > cellOf(bad) ? state : bad));
    const flags = columns.value('flags', event);
    const jid = columns.value('jid', event);
    const outcome = cellCodes[cellOf(worst)];
    return {
      event,
      jid: jid === 0 ? null : caseFile.dictionary('jid').text(jid),
      stamp: (flags & eventFlags.stampless) === 0 ? columns.value('stamp', event) : null,
      outcome: outcome === undefined || outcome === 'none' ? 'unknown' : outcome,
      isTest: (flags & eventFlags.test) !== 0,
      durationMs: worst.duration_ms,
      comment: worst.comment,
    };
  }
};
