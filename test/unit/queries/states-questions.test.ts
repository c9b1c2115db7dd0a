// The matrix, the history and the totals of states, asked of recordings with planted failures and a planted flapping state.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { statesHistory } from '../../../electron/queries/states-history.ts';
import { statesMatrix } from '../../../electron/queries/states-matrix.ts';
import { statesTotals } from '../../../electron/queries/states-totals.ts';
import { cellCodes, type StateMatrix } from '../../../shared/questions/states.ts';
import { allCaptures, DerivedCase } from '../../support/derived-capture.ts';

const capture = (name: string) => {
  const found = allCaptures().find((one) => one.name.startsWith(name));
  if (found === undefined) throw new Error(`no capture ${name}`);
  return found;
};

function cell(matrix: StateMatrix, id: string, minion: string) {
  const y = matrix.rows.findIndex((row) => row.id === id);
  const x = matrix.minions.findIndex((one) => one.minion === minion);
  const at = y * matrix.minions.length + x;
  const code = matrix.cells[at] ?? 0;
  return { word: cellCodes[code & 15], isFlapping: (code & 16) !== 0, event: matrix.events[at] };
}

describe('bad-config', () => {
  const { path, truth } = capture('3008.5/bad-config');
  const broken = String(truth.failing_jid);
  let derived: DerivedCase;
  beforeAll(async () => {
    derived = await DerivedCase.read(path);
  });
  afterAll(() => derived.dispose());

  it('puts the root and the minions it failed on first', async () => {
    const matrix = await derived.ask(statesMatrix, { jids: [broken] });
    expect(matrix.rows[0]).toMatchObject({ id: 'nginx-configtest', failed: 2, blocked: 0, changed: 2 });
    expect(matrix.minions.map((one) => one.minion)).toEqual(['web2', 'web4', 'web1', 'web3']);
    expect(cell(matrix, 'nginx-configtest', 'web2').word).toBe('failed');
    expect(cell(matrix, 'nginx-reload', 'web4').word).toBe('blocked');
    expect(cell(matrix, 'nginx-configtest', 'web1').word).toBe('changed');
    expect(derived.caseFile.tag(cell(matrix, 'motd', 'web3').event ?? 0)).toBe(`salt/job/${broken}/ret/web3`);
  });

  it('has the states that the list has, each once', async () => {
    const rows = await derived.states(broken);
    const matrix = await derived.ask(statesMatrix, { jids: [broken] });
    expect(matrix.cells.filter((code) => code !== 0)).toHaveLength(rows.length);
    for (const row of rows) {
      const expected =
        row.role === 'root' ? 'failed' : row.role === 'cascade' ? 'blocked' : row.isChanged ? 'changed' : 'succeeded';
      expect(cell(matrix, row.id, row.minion)).toMatchObject({ word: expected, event: row.event });
    }
  });

  it('of several jobs and of a selection takes the newest run', async () => {
    const fixed = '20261122200908034706';
    const both = await derived.ask(statesMatrix, { jids: [broken, fixed] });
    expect(cell(both, 'nginx-configtest', 'web2').word).toBe('changed');
    const all = await derived.ask(statesMatrix, { selection: { filter: '' } });
    expect(cell(all, 'nginx-configtest', 'web2').word).toBe('changed');
    const until = await derived.ask(statesMatrix, { selection: { filter: `jid:${broken}` } });
    expect(cell(until, 'nginx-configtest', 'web2').word).toBe('failed');
  });

  it('tells the runs of a cell, newest first, with their test runs', async () => {
    const state = { sls: 'nginx', id: 'nginx-configtest', state: 'cmd.run' };
    const { runs, total } = await derived.ask(statesHistory, { ...state, minion: 'web2', limit: 100 });
    expect(total).toBe(runs.length);
    expect(runs.filter((run) => run.outcome === 'failed').map((run) => run.jid)).toContain(broken);
    expect(runs.map((run) => run.event)).toEqual(runs.map((run) => run.event).toSorted((a, b) => b - a));
    const { runs: page } = await derived.ask(statesHistory, { ...state, minion: 'web2', limit: 1 });
    expect(page).toEqual(runs.slice(0, 1));
    expect(await derived.ask(statesHistory, { ...state, minion: 'nobody', limit: 5 })).toEqual({ runs: [], total: 0 });
  });

  it('counts failures of a state over its runs', async () => {
    const { rows } = await derived.ask(statesTotals, { filter: '', sort: 'failed', limit: 3 });
    expect(rows[0]).toMatchObject({ id: 'nginx-configtest', state: 'cmd.run' });
    const some = await derived.ask(statesTotals, { filter: `jid:${broken}`, sort: 'failed', limit: 3 });
    expect(some.rows[0]).toMatchObject({ id: 'nginx-configtest', runs: 4, failed: 2 });
  });

  it('refuses a job that is not there', async () => {
    const context = { isCancelled: () => false, zone: 'UTC' };
    expect(await statesMatrix(derived.caseFile, { jids: ['1'] }, context)).toMatchObject({
      failure: { code: 'job-unknown' },
    });
  });
});

describe('schedule-drift', () => {
  it('finds the states that keep changing on the minion where two of them fight, and the slow one', async () => {
    const { path, truth } = capture('3008.5/schedule-drift');
    const derived = await DerivedCase.read(path);
    try {
      const minion = String(truth.flapping_minion);
      const { rows } = await derived.ask(statesTotals, { filter: `minion:${minion}`, sort: 'flapping', limit: 5 });
      const flapping = rows.filter((row) => row.flapping > 0).map((row) => row.id);
      const fighting = truth.fighting_states as readonly string[];
      expect(flapping).toEqual(expect.arrayContaining([...fighting]));
      const slow = await derived.ask(statesTotals, { filter: '', sort: 'slowest', limit: 3 });
      expect(slow.rows.map((row) => row.id)).toContain((truth.slow_state as { state_id: string }).state_id);
    } finally {
      derived.dispose();
    }
  });
});

it('counts a return that came twice once', async () => {
  const { path, truth } = capture('3008.5/fleet');
  const derived = await DerivedCase.read(path);
  try {
    const [jid] = Object.keys(truth.duplicate_returns as Record<string, readonly string[]>);
    const { rows } = await derived.ask(statesTotals, { filter: `jid:${jid}`, sort: 'failed', limit: 100 });
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect([row.id, row.runs]).toEqual([row.id, row.minions]);
  } finally {
    derived.dispose();
  }
});
