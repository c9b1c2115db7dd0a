// One broken thing on many minions is one group, two different things stay two; clocks and coverage beside it.
import { describe, expect, it } from 'vitest';
import { clockSkew } from '../../../electron/analysis/clock-skew.ts';
import { joinSpans, listenedFrom } from '../../../electron/analysis/coverage.ts';
import { foldComment, groupRoots, type Root } from '../../../electron/analysis/root-groups.ts';

const root = (minion: string, comment: string, more: Partial<Root> = {}): Root => ({
  sls: 'app',
  id: 'check',
  state: 'cmd.run',
  comment,
  output: undefined,
  minion,
  jid: '1',
  event: 1,
  stamp: 5,
  cascade: 2,
  ...more,
});

describe('groups of roots', () => {
  it('folds minion ids, paths, hashes and numbers', () => {
    const groups = groupRoots([
      root('web1', 'Command "/srv/web1/bin/check 1.18.0 /etc/app/web1.conf" run', { event: 1 }),
      root('web22', 'Command "/srv/web22/bin/check 1.25.3 /etc/app/web22.conf" run', { event: 2, jid: '2', stamp: 3 }),
    ]);
    expect(groups).toEqual([
      expect.objectContaining({ minions: ['web1', 'web22'], jids: ['1', '2'], events: [1, 2], cascade: 4, first: 3 }),
    ]);
  });

  it('keeps other states, files and words apart, most minions first', () => {
    const groups = groupRoots([
      root('a1', 'token is expired'),
      root('a2', 'token used before issued'),
      root('a3', 'token is expired'),
      root('a3', 'token is expired', { id: 'other' }),
      root('a3', 'token is expired', { sls: 'web' }),
    ]);
    expect(groups.map((group) => group.minions.length)).toEqual([2, 1, 1, 1]);
  });

  it.each([
    ['hash mismatch: got 9f86d081884c7d65, wanted 60303ae22b998861', 'hash mismatch: got <hash>, wanted <hash>'],
    ['port 8080 on db1.example.com', 'port <n> on <minion>.example.com'],
    ['id 123e4567-e89b-12d3-a456-426614174000 twice', 'id <hash> twice'],
    ['C:\\srv\\app\\x.ini not found', '<path> not found'],
    ['a decade of feedback', 'a decade of feedback'],
    ['state db12 stays', 'state db<n> stays'],
  ])('folds %s', (comment, folded) => {
    expect(foldComment(comment, 'db1')).toBe(folded);
  });
});

describe('clock skew', () => {
  it('is the median of ts − stamp plus half a second', () => {
    expect(clockSkew([89.2, 89.9, 89.5, 2000, 89.4])).toBe(90);
    expect(clockSkew([-0.5, -0.5, -0.4, -0.6, -0.5, -0.5])).toBe(0);
  });
  it('says nothing from fewer than five pairs', () => {
    expect(clockSkew([1, 1, 1, 1])).toBeUndefined();
  });
});

describe('coverage', () => {
  const minute = 60_000_000;
  const stretches = joinSpans([
    { from: 10 * minute, to: 20 * minute },
    { from: 0, to: 5 * minute },
    { from: 5.5 * minute, to: 6 * minute },
  ]);
  it('joins sources that overlap or follow closely', () => {
    expect(stretches).toEqual([
      { from: 0, to: 6 * minute },
      { from: 10 * minute, to: 20 * minute },
    ]);
  });
  it('says until when it listened on', () => {
    expect(listenedFrom(stretches, 3 * minute)).toEqual({ until: 6 * minute, goesOn: true });
    expect(listenedFrom(stretches, 12 * minute)).toEqual({ until: 20 * minute, goesOn: false });
    expect(listenedFrom([], 5)).toEqual({ until: 5, goesOn: false });
  });
});
