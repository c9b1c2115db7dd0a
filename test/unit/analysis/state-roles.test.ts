// Roots before cascades (diagnosis §4): which state failed by itself, and what it took down with it.
import { describe, expect, it } from 'vitest';
import { readStates } from '../../../electron/analysis/state-roles.ts';
import type { JsonObject } from '../../../shared/salt/json.ts';
import { splitLowTag } from '../../../shared/salt/low-tag.ts';

type Given = { sls?: string | null; id: string; result?: unknown; comment?: unknown; num?: number; name?: string };

function run(...given: Given[]): JsonObject {
  const entries = given.map((state, at) => [
    `cmd_|-${state.id}_|-${state.name ?? state.id}_|-run`,
    {
      ...(state.sls === undefined ? {} : { __sls__: state.sls }),
      __id__: state.id,
      __run_num__: state.num ?? at,
      result: state.result ?? false,
      changes: {},
      comment: state.comment ?? 'exit 1',
    },
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

const roles = (map: JsonObject) => readStates(map).map(({ id, role, blockedBy }) => [id, role, ...blockedBy]);
const failed = (names: string) => `One or more requisite failed: ${names}`;

describe('roots and cascades', () => {
  it('follows the chain, because a comment names only direct requisites', () => {
    const map = run(
      { sls: 'w', id: 'ok', result: true },
      { sls: 'w', id: 'check' },
      { sls: 'w', id: 'reload', comment: failed('w.check') },
      { sls: 'w', id: 'site', comment: failed('w.reload') },
      { sls: 'w', id: 'smoke', comment: failed('w.site, w.reload') },
    );
    expect(roles(map)).toEqual([
      ['ok', 'none'],
      ['check', 'root'],
      ['reload', 'cascade', 'w.check'],
      ['site', 'cascade', 'w.check'],
      ['smoke', 'cascade', 'w.check'],
    ]);
  });

  it('names every root of a state that two broke', () => {
    const map = run(
      { sls: 'a', id: 'x' },
      { sls: 'b.c', id: 'y' },
      { sls: 'a', id: 'z', comment: failed('b.c.y, a.x') },
    );
    expect(roles(map)[2]?.toSorted()).toEqual(['a.x', 'b.c.y', 'cascade', 'z']);
  });

  it('leaves a cascade unresolved when its requisite is not in the run, also through others and in rings', () => {
    const map = run(
      { sls: 'a', id: 'x', comment: failed('a.gone') },
      { sls: 'a', id: 'y', comment: failed('a.x') },
      { sls: 'a', id: 'p', comment: failed('a.q') },
      { sls: 'a', id: 'q', comment: failed('a.p') },
      { sls: 'a', id: 'bare', comment: 'One or more requisite failed' },
    );
    expect(roles(map)).toEqual([
      ['x', 'unresolved', 'a.gone'],
      ['y', 'unresolved', 'a.gone'],
      ['p', 'unresolved'],
      ['q', 'unresolved'],
      ['bare', 'unresolved'],
    ]);
  });

  it('does not blame a named state that succeeded', () => {
    const map = run({ sls: 'a', id: 'x', result: true }, { sls: 'a', id: 'y', comment: failed('a.x') });
    expect(roles(map)[1]).toEqual(['y', 'unresolved', 'a.x']);
  });

  it('counts a missing requisite and an exception as failures of the state itself', () => {
    const map = run(
      { sls: 'a', id: 'x', comment: 'The following requisites were not found:\n   require:\n   pkg: gone\n' },
      { sls: 'a', id: 'y', comment: 'An exception occurred in this state: Traceback' },
    );
    expect(roles(map)).toEqual([
      ['x', 'root'],
      ['y', 'root'],
    ]);
  });

  it('takes ids with commas, and old returns without __sls__', () => {
    expect(roles(run({ sls: 'a', id: 'one, two' }, { sls: 'a', id: 'y', comment: failed('a.one, two') }))[1]).toEqual([
      'y',
      'cascade',
      'a.one, two',
    ]);
    expect(roles(run({ id: 'x' }, { id: 'y', comment: failed('web.nginx.x') }))[1]).toEqual(['y', 'cascade', 'x']);
  });

  it('takes several states of one id', () => {
    const map = run(
      { sls: 'a', id: 'x', name: 'n1', result: true },
      { sls: 'a', id: 'x', name: 'n2' },
      { sls: 'a', id: 'y', comment: failed('a.x') },
    );
    expect(roles(map)[2]).toEqual(['y', 'cascade', 'a.x']);
  });
});

describe('one state', () => {
  it('orders by __run_num__ and reads what Salt says', () => {
    const [first, second] = readStates({
      'file_|-conf_|-/etc/x_|-managed': {
        result: null,
        changes: { diff: 'x' },
        comment: ['a', 'b'],
        duration: '812.4 ms',
        __run_num__: 1,
        __sls__: null,
      },
      'test_|-names_|-e_|-f_|-nop': {
        result: true,
        changes: {},
        comment: '',
        duration: 3.5,
        __run_num__: 0,
        name: 'e_|-f',
      },
    });
    expect(first).toMatchObject({ id: 'names', name: 'e_|-f', fun: 'test.nop', durationMs: 3.5, changed: false });
    expect(second).toMatchObject({ id: 'conf', name: '/etc/x', result: null, changed: true, durationMs: 812.4 });
    expect(second).toMatchObject({ comment: 'a\nb', sls: undefined });
  });

  it('keeps trimmed states and skips what is no state', () => {
    const states = readStates({
      'a_|-b_|-c_|-d': 'VALUE_TRIMMED',
      'a_|-e_|-f_|-d': { result: 'VALUE_TRIMMED' },
      'no_|-tag': { result: true },
      retcode: 2,
    });
    expect(states.map(({ id, result }) => [id, result])).toEqual([
      ['b', undefined],
      ['e', undefined],
    ]);
  });

  it('splits low tags', () => {
    expect(splitLowTag('no_|-states_|-states_|-None')).toEqual({
      state: 'no',
      id: 'states',
      name: 'states',
      fun: 'None',
    });
    expect(splitLowTag('a_|-b')).toBeUndefined();
    expect(splitLowTag('a_|-b_|-c')).toBeUndefined();
  });
});
