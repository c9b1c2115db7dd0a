// Sequences on real captures, against what was really done (truth.json) and against what the jobs say in their own way.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { sequenceMatches } from '../../electron/queries/sequence-matches.ts';
import { sequenceRun } from '../../electron/queries/sequence-run.ts';
import { DerivedCase } from '../support/derived-capture.ts';

const captures = join(import.meta.dirname, '..', 'captures');
const opened: DerivedCase[] = [];
afterAll(() => {
  for (const one of opened) one.dispose();
});

async function read(...names: readonly string[]): Promise<DerivedCase> {
  const read = await DerivedCase.read(...names.map((name) => join(captures, name)));
  opened.push(read);
  return read;
}

const page = { filter: '', waitMs: 60_000, offset: 0, limit: 1000 };

async function found(of: DerivedCase, sequence: string) {
  const counts = await of.ask(sequenceRun, { ...page, sequence });
  const { rows } = await of.ask(sequenceMatches, { ...page, sequence, states: ['matched'] });
  return { ...counts, rows };
}

describe('published without return', () => {
  it.each(['3006.30/dead-minion', '3007.17/dead-minion', '3008.5/dead-minion', '3008.5/healthy', '3008.5/bad-config'])(
    '%s: the minions that the jobs miss',
    async (name) => {
      const of = await read(`${name}/sse.txt`);
      const { rows, unknown } = await found(
        of,
        'sequence by jid, minion with maxspan=20s [kind:new internal:false] ![kind:ret]',
      );
      const missed: string[] = [];
      for (const job of await of.jobs(false)) {
        const story = await of.story(job.jid);
        for (const part of story.minions) if (part.outcome === 'missing') missed.push(`${job.jid} ${part.minion}`);
      }
      expect(unknown).toBe(0);
      expect(rows.map(({ by }) => by.join(' ')).toSorted()).toEqual(missed.toSorted());
    },
  );
});

describe('a restart followed by a failed state run', () => {
  const sequence =
    'sequence by minion with maxspan=1h [tag:salt/minion/*/start] [kind:ret fun:(state.apply or state.highstate) outcome:failed]';

  it('is found across two captures of one master', async () => {
    const of = await read('3008.5/dead-minion/sse.txt', '3008.5/race/sse.txt');
    const { rows, matched, unmatched, unknown } = await found(of, sequence);
    expect([matched, unmatched, unknown]).toEqual([1, 0, 0]);
    expect(rows[0]?.by).toEqual(['web3']);
    const [start, ret] = rows[0]?.events ?? [];
    expect([start?.kind, start?.source, ret?.kind, ret?.outcomes]).toEqual([
      'minion-start',
      'sse.txt',
      'ret',
      ['failed'],
    ]);
    expect(rows[0]?.spanUs).toBe((ret?.stamp ?? 0) - (start?.stamp ?? 0));
  });

  it('is unknown where the capture ends first', async () => {
    const of = await read('3008.5/dead-minion/sse.txt');
    expect(await found(of, sequence)).toMatchObject({ matched: 0, unmatched: 0, unknown: 1 });
    // Without an end there is nothing to wait for.
    const without = sequence.replace(' with maxspan=1h', '');
    expect(await found(of, without)).toMatchObject({ matched: 0, unmatched: 1, unknown: 0 });
  });
});

describe('a beacon, then what the reactor made of it', () => {
  it('is found for the minions of the truth', async () => {
    const of = await read('3008.5/beacon-reactor/sse.txt');
    const { rows, matched } = await found(
      of,
      'sequence by minion with maxspan=30s [kind:beacon] [kind:new fun:state.*] [kind:ret]',
    );
    const truth = readFileSync(join(captures, '3008.5/beacon-reactor/truth.json'), 'utf8');
    expect(matched).toBeGreaterThan(0);
    for (const { by } of rows) expect(truth).toContain(by[0]);
  });
});
