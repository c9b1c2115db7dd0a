// Sequences whose steps read raw records: what is found is told long before all is read, and a run nobody waits for ends.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selectEvents } from '../../../electron/queries/selection.ts';
import { beginSequence } from '../../../electron/queries/sequence/run-sequence.ts';
import { sequenceRun } from '../../../electron/queries/sequence-run.ts';
import { segmentLength } from '../../../electron/store/columns/column-defs.ts';
import { parseSequence } from '../../../shared/filter/parse-sequence.ts';
import { valueIn } from '../../support/derived-capture.ts';
import { addRecords, emptyCase, type SmallCase } from '../../support/small-case.ts';

const context = { isCancelled: () => false, zone: 'UTC' };
const sequence = 'sequence with maxspan=10s [custom/a alpha] [custom/b beta]';

let small: SmallCase;

beforeAll(() => {
  small = emptyCase();
  // Three segments, so that what is found in the first one is known before the others are asked.
  addRecords(
    small,
    'a',
    Array.from({ length: 2 * segmentLength + 100 }, (_, n) => {
      const stamp = new Date(Date.UTC(2026, 2, 1) + n * 1000).toISOString().slice(0, -1);
      const data = { text: n % 2 === 0 ? 'alpha' : 'beta', _stamp: stamp };
      return JSON.stringify({ tag: n % 2 === 0 ? 'custom/a' : 'custom/b', data });
    }),
  );
}, 60_000);

afterAll(() => small.dispose());

describe('a sequence over raw records', () => {
  it('tells its first matches when a third of the records is read', async () => {
    const body = { filter: '', sequence, offset: 0, limit: 10, waitMs: 5 };
    let first: number | undefined;
    for (;;) {
      const { matched, scanned, isDone } = valueIn(await sequenceRun(small.caseFile, body, context));
      if (matched > 0) first ??= scanned;
      if (!isDone) continue;
      expect(matched).toBe(segmentLength + 50);
      break;
    }
    expect(first).toBeLessThanOrEqual(segmentLength);
  });

  it('ends when nobody waits for it, before the next segment is read', async () => {
    const parsed = parseSequence(sequence);
    if (!parsed.ok) throw new Error(parsed.message);
    const selected = valueIn(await selectEvents(small.caseFile, { filter: '' }, context));
    let asked = 0;
    const isGivenUp = (): boolean => {
      asked += 1;
      return run.scanned > 0;
    };
    const { run, finished } = beginSequence(small.caseFile, parsed.tree, { zone: 'UTC', selected, isGivenUp });
    expect(await finished).toBe(false);
    expect([run.isDone, run.scanned, asked > 1]).toEqual([false, segmentLength, true]);
  });
});
