// The question states.matrix: states × minions of jobs, or the newest of a selection; what failed, what it took down, what flaps.
import { done, failed, type Outcome } from '../../shared/base/outcome.ts';
import { cellCodes, type MatrixScope, type StateMatrix } from '../../shared/questions/states.ts';
import { kindCode } from '../../shared/salt/kind.ts';
import { naturalOrder } from '../../shared/salt/natural-order.ts';
import type { CaseFile } from '../store/case-file.ts';
import { eventFlags } from '../store/columns/column-defs.ts';
import { minionName } from './minion-row.ts';
import { cancelled, type Question, type QuestionContext, slicer } from './question.ts';
import { countInSegment } from './selected.ts';
import { selectEvents } from './selection.ts';
import { allStates } from './states/flapping.ts';
import { cellOf, StateNumbers, statesOfEvents } from './states/read-states.ts';
import { unknownJob } from './unknown-job.ts';

/** Cells a matrix may have: 2,000 minions × 1,000 states. */
const mostCells = 2_000_000;
/** Returns read for one matrix, the newest; and states of the case up to which their runs are counted for it. */
const mostReturns = 20_000;
const mostCounted = 2_000_000;
const flaps = 16;
const [failedCode, blockedCode, changedCode] = [
  cellCodes.indexOf('failed'),
  cellCodes.indexOf('blocked'),
  cellCodes.indexOf('changed'),
];

/** Answers `states.matrix`. */
export const statesMatrix: Question<'states.matrix'> = async (caseFile, body, context) => {
  const events = await returnsOf(caseFile, body, context);
  if (!events.ok) return events;
  // Counting all runs of all states takes seconds where there are millions: then what flaps is left unsaid.
  const isCounted = stateCount(caseFile) <= mostCounted;
  const all = isCounted ? await allStates(caseFile, context.isCancelled) : null;
  if (all === undefined) return cancelled();
  const numbers = new StateNumbers();
  const minions = new Map<number, Map<number, { readonly code: number; readonly event: number }>>();
  let states = 0;
  const newest = events.value.slice(-mostReturns);
  const isWhole = await statesOfEvents(caseFile, newest, context.isCancelled, (state) => {
    const minion = caseFile.columns.value('minion', state.event);
    const cells = minions.get(minion) ?? new Map<number, { readonly code: number; readonly event: number }>();
    minions.set(minion, cells);
    const number = numbers.of(state);
    const known = cells.get(number);
    const code = cellOf(state);
    states += 1;
    // A later run overrules an earlier one; of a name twice in one run (`names:`) the worst counts.
    if (known === undefined || known.event !== state.event || code > known.code)
      cells.set(number, { code, event: state.event });
  });
  if (!isWhole) return cancelled();
  if (minions.size * numbers.names.length > mostCells) {
    return failed({
      code: 'matrix-too-large',
      message: `${numbers.names.length} states on ${minions.size} minions are more than a matrix can show.`,
      tip: 'Choose one job, or filter minions or states.',
    });
  }
  const isFlapping = (number: number, minion: number) => {
    const named = numbers.names[number];
    if (all === null || named === undefined) return false;
    return all.tally.isFlapping(all.numbers.of({ sls: named.sls, state_id: named.id, state_fun: named.fun }), minion);
  };
  return done({
    ...lay(caseFile, numbers, minions, isFlapping),
    isFlappingKnown: isCounted,
    returns: newest.length,
    left: events.value.length - newest.length,
    states,
  });
};

function stateCount(caseFile: CaseFile): number {
  return caseFile.rows<{ readonly last: number | null }>('SELECT max(id) AS last FROM state_result')[0]?.last ?? 0;
}

const retKind = kindCode('ret');

/** The returns, in the order of reading: of jobs those that count, of a selection all state runs. */
async function returnsOf(caseFile: CaseFile, scope: MatrixScope, context: QuestionContext): Promise<Outcome<number[]>> {
  if ('jids' in scope) {
    const events: number[] = [];
    for (const text of scope.jids) {
      const jid = caseFile.dictionary('jid').id(text);
      if (jid === 0) return unknownJob(text);
      const rows = caseFile.rows<{ readonly event: number }>(
        'SELECT event FROM job_minion WHERE jid = :jid AND event IS NOT NULL',
        { jid },
      );
      for (const { event } of rows) events.push(event);
    }
    return done(events.sort((a, b) => a - b));
  }
  const selected = await selectEvents(caseFile, scope.selection, context);
  if (!selected.ok) return selected;
  const { columns } = caseFile;
  const rest = slicer(25);
  const found: number[] = [];
  const isStates = stateFuns(caseFile);
  for (const [segment, mask] of selected.value.masks.entries()) {
    await rest();
    if (context.isCancelled()) return cancelled();
    if (selected.value.ones[segment] === 0) continue;
    const kinds = columns.segments('kind')[segment];
    for (let at = 0; at < countInSegment(selected.value.length, segment); at += 1) {
      if (mask[at] !== 1 || kinds?.[at] !== retKind) continue;
      const event = segment * 65_536 + at + 1;
      const fun = columns.value('fun', event);
      const skipped = eventFlags.test | eventFlags.claimed | eventFlags.internal;
      if (!isStates(fun) || (columns.value('flags', event) & skipped) !== 0) continue;
      found.push(event);
    }
  }
  return done(found);
}

/** Which functions run states: `state.apply` and its kin, whatever they are called together with. */
function stateFuns(caseFile: CaseFile): (fun: number) => boolean {
  const known = new Map<number, boolean>();
  return (fun) => {
    const is = known.get(fun) ?? (fun !== 0 && caseFile.dictionary('fun').text(fun).includes('state.'));
    known.set(fun, is);
    return is;
  };
}

type Cells = ReadonlyMap<number, ReadonlyMap<number, { readonly code: number; readonly event: number }>>;

/** Sorts both ways and writes the cells. */
function lay(
  caseFile: CaseFile,
  numbers: StateNumbers,
  byMinion: Cells,
  isFlapping: (number: number, minion: number) => boolean,
): Pick<StateMatrix, 'rows' | 'minions' | 'cells' | 'events'> {
  const counts = numbers.names.map(() => ({ failed: 0, blocked: 0, changed: 0, flapping: 0 }));
  const minions = [...byMinion].map(([id, cells]) => {
    let failing = 0;
    let blocked = 0;
    for (const [number, { code }] of cells) {
      const row = counts[number];
      if (row === undefined) continue;
      if (code === failedCode) row.failed += 1;
      if (code === blockedCode) row.blocked += 1;
      if (code === changedCode) row.changed += 1;
      if (isFlapping(number, id)) row.flapping += 1;
      if (code === failedCode) failing += 1;
      if (code === blockedCode) blocked += 1;
    }
    return { id, cells, minion: minionName(caseFile, id), failed: failing, blocked };
  });
  minions.sort((a, b) => b.failed - a.failed || b.blocked - a.blocked || naturalOrder(a.minion, b.minion));
  const rows = counts
    .map((row, number) => ({ number, ...numbers.name(caseFile, number), ...row }))
    .sort(
      (a, b) =>
        b.failed - a.failed ||
        b.blocked - a.blocked ||
        naturalOrder(`${a.sls ?? ''} ${a.id} ${a.state}`, `${b.sls ?? ''} ${b.id} ${b.state}`),
    );
  const cells = new Uint8Array(rows.length * minions.length);
  const events = new Uint32Array(cells.length);
  for (const [y, { number }] of rows.entries()) {
    for (const [x, { id, cells: own }] of minions.entries()) {
      const cell = own.get(number);
      if (cell === undefined) continue;
      const at = y * minions.length + x;
      cells[at] = cell.code + (isFlapping(number, id) ? flaps : 0);
      events[at] = cell.event;
    }
  }
  return {
    rows: rows.map(({ number: _, ...row }) => row),
    minions: minions.map(({ minion, failed: bad, blocked }) => ({ minion, failed: bad, blocked })),
    cells,
    events,
  };
}
