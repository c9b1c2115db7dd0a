// The small readers of Salt's words: job ids, low-state tags, the order of names, lost tags.
import { describe, expect, it } from 'vitest';
import { isJid, jidTime } from '../../../shared/salt/jid.ts';
import { splitLowTag } from '../../../shared/salt/low-tag.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import { rebuildTag } from '../../../shared/salt/rebuild-tag.ts';

describe('job ids', () => {
  it('are 20 digits, perhaps with a process id', () => {
    expect(['20261122200903698084', '20261122200903698084_4711'].every(isJid)).toBe(true);
    expect(
      ['req', 'nocache', '', '2026112220090369808', '202611222009036980841', '20261122200903698084-1'].some(isJid),
    ).toBe(false);
  });

  it('hold the time of their making', () => {
    expect(jidTime('20261122200903698084')).toBe(Date.UTC(2026, 10, 22, 20, 9, 3) * 1000 + 698_084);
    expect(jidTime('20261122200903698084_4711')).toBe(jidTime('20261122200903698084'));
  });

  it('with an impossible time have none', () => {
    expect(['20261399200903698084', '20260230000000000000', 'req'].map(jidTime)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('low-state tags', () => {
  it.each([
    ['pkg_|-nginx_|-nginx_|-installed', { state: 'pkg', id: 'nginx', name: 'nginx', fun: 'installed' }],
    ['file_|-a_|-/etc/x: y_|-managed', { state: 'file', id: 'a', name: '/etc/x: y', fun: 'managed' }],
    ['test_|-names_|-e_|-f_|-nop', { state: 'test', id: 'names', name: 'e_|-f', fun: 'nop' }],
    ['no_|-states_|-states_|-None', { state: 'no', id: 'states', name: 'states', fun: 'None' }],
  ])('%s', (tag, parts) => expect(splitLowTag(tag)).toEqual(parts));

  it('with fewer than four parts are none', () => {
    expect(['', 'web1', 'a_|-b_|-c'].map(splitLowTag)).toEqual([undefined, undefined, undefined]);
  });
});

describe('the natural order', () => {
  it('counts digits as numbers', () => {
    const names = [
      'web10',
      'web2',
      'web1',
      'db',
      'web02',
      'web2-10',
      'web2-9',
      'Web1',
      '10',
      '9',
      '',
      'web99999999999999999999',
      'web100000000000000000000',
    ];
    expect([...names].sort(naturalOrder)).toEqual([
      '',
      '9',
      '10',
      'Web1',
      'db',
      'web1',
      'web02',
      'web2',
      'web2-9',
      'web2-10',
      'web10',
      'web99999999999999999999',
      'web100000000000000000000',
    ]);
  });
});

describe('a lost tag', () => {
  it.each([
    [{ cmd: '_return', id: 'a', jid: '1' }, 'salt/job/1/ret/a'],
    [{ id: 'a', jid: '1', return: null }, 'salt/job/1/ret/a'],
    [{ cmd: '_minion_event', id: 'a', tag: 'my/tag', data: {} }, 'my/tag'],
    [{ fun: 'runner.x.y', jid: '1', return: 1, success: true }, 'salt/run/1/ret'],
    [{ fun: 'wheel.x.y', jid: '1' }, 'salt/wheel/1/new'],
    [{ fun: 'x.y', jid: '1', minions: [] }, 'salt/job/1/new'],
    [{ act: 'pend', id: 'a', pub: 'k', result: true }, 'salt/auth'],
    [{ act: 'rejected', id: 'a', pub: 'k', result: true }, 'salt/key'],
    [{ act: 'delete', id: 'a', result: true }, 'salt/key'],
    [{ new: [], lost: ['a'] }, 'salt/presence/change'],
    [{ present: [] }, 'salt/presence/present'],
    [{ jid: '1' }, undefined],
    [{ id: 'a', return: 1 }, undefined],
    [{ return: [{ jobs: {} }] }, undefined],
    [{}, undefined],
  ])('of %j', (data, tag) => expect(rebuildTag(data)).toBe(tag));
});
