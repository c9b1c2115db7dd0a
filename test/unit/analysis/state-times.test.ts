// When the states of a run ran: read from a return, laid by the clock or one behind the other.
import { describe, expect, it } from 'vitest';
import { placeStates, stateTimeKey, stateTimes, timeOfDay } from '../../../electron/analysis/state-times.ts';

const midnight = 86_400_000_000;

describe('timeOfDay', () => {
  it.each([
    ['04:13:27.538839', ((4 * 60 + 13) * 60 + 27) * 1e6 + 538_839],
    ['00:00:00', 0],
    ['23:59:59.5', midnight - 500_000],
    ['24:00:00', undefined],
    ['noon', undefined],
  ])('%s', (text, us) => {
    expect(timeOfDay(text)).toBe(us);
  });
});

describe('stateTimes', () => {
  it('finds states, and the jobs of the steps of an orchestration two maps deeper', () => {
    const state = { __run_num__: 0, __id__: 'nginx', start_time: '00:00:01.000000', result: true };
    expect(stateTimes({ 'pkg_|-nginx_|-nginx_|-installed': state })).toEqual(
      new Map([[stateTimeKey(0, 'pkg.installed', 'nginx'), { startUs: 1e6, jid: undefined }]]),
    );
    const step = { __run_num__: 1, __jid__: '20260301120000000001', start_time: 'x' };
    expect(stateTimes({ data: { master: { 'salt_|-deploy_|-deploy_|-state': step } } })).toEqual(
      new Map([[stateTimeKey(1, 'salt.state', 'deploy'), { startUs: undefined, jid: '20260301120000000001' }]]),
    );
  });

  it.each([null, 'text', [], { a: 1 }, { 'pkg_|-a_|-a_|-installed': 'VALUE_TRIMMED' }])('finds none in %j', (value) => {
    expect(stateTimes(value).size).toBe(0);
  });
});

describe('placeStates', () => {
  it('keeps the distances of the clock, over midnight too', () => {
    const states = [
      { startUs: midnight - 2000, durationUs: 1000 },
      { startUs: midnight - 500, durationUs: 100 },
      { startUs: 300, durationUs: 50 },
    ];
    expect(placeStates(states)).toEqual({
      placed: 'clock',
      states: [
        { from: 0, to: 1000 },
        { from: 1500, to: 1600 },
        { from: 2300, to: 2350 },
      ],
      length: 2350,
    });
  });

  it('lets parallel states overlap', () => {
    const states = [
      { startUs: 1000, durationUs: 5000 },
      { startUs: 900, durationUs: 50 },
    ];
    expect(placeStates(states).states).toEqual([
      { from: 100, to: 5100 },
      { from: 0, to: 50 },
    ]);
  });

  it('lays one behind the other where a start is not told', () => {
    const states = [
      { startUs: 1000, durationUs: 500 },
      { startUs: undefined, durationUs: 20 },
    ];
    expect(placeStates(states)).toEqual({
      placed: 'sequence',
      states: [
        { from: 0, to: 500 },
        { from: 500, to: 520 },
      ],
      length: 520,
    });
  });

  it('has nothing to lay where there is none', () => {
    expect(placeStates([])).toEqual({ placed: 'none', states: [], length: 0 });
  });
});
