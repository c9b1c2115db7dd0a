// What is known of a tag term before the jid is.
import { describe, expect, it } from 'vitest';
import { hasMinion, tagDecider } from '../../../electron/queries/filter/tag-truth.ts';
import { compileFnmatch } from '../../../shared/salt/fnmatch.ts';

function decide(glob: string, shape: string, minion = '', isNegated = false): string {
  const holds = compileFnmatch(glob);
  const passes = (tag: string) => holds(tag) !== isNegated;
  return tagDecider({ passes, globs: [glob], isNegated })(shape, { minion });
}

const ret = 'salt/job/\u0001/ret/\u0002';

describe('tagDecider', () => {
  it.each([
    ['salt/job/*/ret/web*', 'web1', 'yes'],
    ['salt/job/*/ret/web*', 'db1', 'no'],
    ['*', 'db1', 'yes'],
    ['*/ret/web1', 'web1', 'yes'],
    ['salt/run/*', 'web1', 'no'],
    ['salt/job/2026*/ret/*', 'web1', 'depends'],
    ['salt/job/?*/ret/web1', 'web1', 'depends'],
    ['salt/job/[!x]*', 'web1', 'depends'],
    ['salt/job/*1/ret/*', 'web1', 'depends'],
    ['salt/job/*/new', 'web1', 'no'],
    ['*web?', 'web1', 'yes'],
    ['*1', 'web1', 'yes'],
  ])('%s with the minion %s: %s', (glob, minion, verdict) => {
    expect(decide(glob, ret, minion)).toBe(verdict);
  });

  it('decides by the jid alone where the minion does not matter', () => {
    const decider = (glob: string) => tagDecider({ passes: compileFnmatch(glob), globs: [glob], isNegated: false });
    expect(decider('salt/job/2026*/ret/*')(ret, { jid: '20260301' })).toBe('yes');
    expect(decider('salt/job/2026*/ret/*')(ret, { jid: 'req' })).toBe('no');
    expect(decider('salt/job/2026*/ret/w*')(ret, { jid: '20260301' })).toBe('depends');
  });

  it('turns the answer round for !=, never a doubt', () => {
    expect(decide('salt/job/*', ret, 'web1', true)).toBe('no');
    expect(decide('salt/run/*', ret, 'web1', true)).toBe('yes');
    expect(decide('salt/job/2*', ret, 'web1', true)).toBe('depends');
  });

  it('asks the term itself where the tag is whole, marks of its own included', () => {
    expect(decide('a/\u0001/[b]', 'a/\u0003\u0001/b')).toBe('yes');
    expect(decide('a/?/b', 'a/\u0001/b')).toBe('depends');
  });

  it('never knows the answer of a regular expression about a tag with a jid', () => {
    const decider = tagDecider({ passes: (tag) => tag.includes('web'), globs: undefined, isNegated: false });
    expect(decider(ret, { minion: 'web1' })).toBe('depends');
    expect(decider('x/\u0002', { minion: 'web1' })).toBe('yes');
  });

  it('sees the place of a minion only where it is no mark of the tag itself', () => {
    expect(hasMinion(ret)).toBe(true);
    expect(hasMinion('a/\u0003\u0002')).toBe(false);
    expect(hasMinion('a/\u0003\u0003\u0002')).toBe(true);
  });
});
