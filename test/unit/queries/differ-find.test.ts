// What differs on real recordings: the planted cause first, causes apart, and nothing where labels mean nothing.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differFind } from '../../../electron/queries/differ-find.ts';
import type { DifferAnswer, DifferBody } from '../../../shared/questions/differ.ts';
import { allCaptures, DerivedCase } from '../../support/derived-capture.ts';
import { Random } from '../../support/log-maker/random.ts';

const captures = allCaptures();

async function open(name: string): Promise<{ readonly derived: DerivedCase; readonly truth: Record<string, unknown> }> {
  const capture = captures.find((one) => one.name.startsWith(name));
  if (capture === undefined) throw new Error(`no capture ${name}`);
  return { derived: await DerivedCase.read(capture.path), truth: capture.truth };
}

const ask = (derived: DerivedCase, body: DifferBody): Promise<DifferAnswer> => derived.ask(differFind, body);

describe.each(['3006.30', '3007.17', '3008.5'])('bad-config of %s', (version) => {
  it('lists first the version that the states print, and says that there are too few minions', async () => {
    const { derived, truth } = await open(`${version}/bad-config`);
    try {
      const { causes, healthy } = await ask(derived, { jid: String(truth.failing_jid) });
      expect(causes).toHaveLength(1);
      expect(healthy).toEqual(truth.healthy_minions);
      const [cause] = causes;
      expect(cause).toMatchObject({ kind: 'root', failing: truth.failing_minions, verdict: 'too-few' });
      const first = cause?.differences[0];
      expect(first?.fields[0]?.value).toBe('1.18.0');
      expect([first?.failing, first?.healthy]).toEqual([
        { count: 2, of: 2 },
        { count: 0, of: 2 },
      ]);
      for (const event of first?.support ?? []) expect(derived.caseFile.tag(event)).toMatch(/\/ret\/web\d$/);
      expect(first?.support).toHaveLength(4);
    } finally {
      derived.dispose();
    }
  });
});

describe('fleet', () => {
  let derived: DerivedCase;
  let truth: Record<string, unknown>;
  beforeAll(async () => {
    ({ derived, truth } = await open('3008.5/fleet'));
  });
  afterAll(() => derived.dispose());

  it('finds the pair of release and rack, before its halves', async () => {
    const [cause] = (await ask(derived, { jid: String(truth.failing_jid) })).causes;
    expect(cause?.failing).toEqual(truth.failing_minions);
    expect(cause?.verdict).toBe('stands-out');
    expect(cause?.differences[0]).toMatchObject({
      fields: [
        { field: 'grains.osrelease', value: '12.4' },
        { field: 'grains.rack', value: 'r7' },
      ],
      failing: { count: 7, of: 7 },
      healthy: { count: 0 },
    });
  });

  it('compares the compile error for itself', async () => {
    const { causes } = await ask(derived, { jid: String(truth.failing_jid) });
    expect(causes.map(({ kind }) => kind)).toEqual(['root', 'error', 'missing']);
    expect(causes[1]?.failing.toSorted()).toEqual([...(truth.compile_error_minions as string[])].toSorted());
    expect(causes[1]?.differences[0]?.fields).toEqual([{ field: 'grains.env', value: 'dr' }]);
  });

  it('finds the same from an area of the timeline as from the job', async () => {
    const { causes } = await ask(derived, { selection: { filter: `jid:${String(truth.failing_jid)}` } });
    expect(causes[0]?.failing).toEqual(truth.failing_minions);
    expect(causes[0]?.differences[0]?.fields.map(({ field }) => field)).toEqual(['grains.osrelease', 'grains.rack']);
  });

  it('says that nothing stands out where minions are called failing by chance', async () => {
    const story = await derived.story(String(truth.failing_jid));
    const names = story.minions.map(({ minion }) => minion).toSorted();
    const random = new Random(8);
    let silent = 0;
    const runs = 100;
    for (let run = 0; run < runs; run += 1) {
      const failing = names.filter(() => random.chance(0.15));
      const bad = new Set(failing);
      const { causes } = await ask(derived, { failing, healthy: names.filter((name) => !bad.has(name)) });
      if (causes[0]?.verdict === 'nothing-stands-out') silent += 1;
    }
    expect(silent).toBeGreaterThanOrEqual(0.95 * runs);
  });

  it('refuses what the case does not know', async () => {
    const context = { isCancelled: () => false, zone: 'UTC' };
    expect(await differFind(derived.caseFile, { jid: '1' }, context)).toMatchObject({
      failure: { code: 'job-unknown' },
    });
    const named = { failing: ['nobody'], healthy: ['ams-web-01'] };
    expect(await differFind(derived.caseFile, named, context)).toMatchObject({ failure: { code: 'minion-unknown' } });
    expect(await differFind(derived.caseFile, { selection: { filter: 'a:(' } }, context)).toMatchObject({
      failure: { code: 'filter-malformed' },
    });
  });
});

it('finds nothing to compare in any job of the healthy recording', async () => {
  const { derived } = await open('3008.5/healthy');
  try {
    for (const job of await derived.jobs()) {
      const { causes } = await ask(derived, { jid: job.jid });
      expect({ jid: job.jid, causes }).toEqual({ jid: job.jid, causes: [] });
    }
  } finally {
    derived.dispose();
  }
});
