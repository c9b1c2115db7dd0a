import { describe, expect, test } from 'vitest';
import { rerunCommand } from '../../../renderer/views/jobs/rerun-command.ts';
import type { JobMinion, JobRow } from '../../../shared/questions/job-row.ts';
import { capture } from '../support/show.tsx';

const found = [...capture('bad-config').jobs.values()].find(({ row }) => row.failed === 2);
if (found === undefined) throw new Error('the capture has a job that failed on two minions');
const { row, minions } = found;
const command = (change: Partial<JobRow>, over: readonly JobMinion[] = minions) => {
  const again = rerunCommand({ ...row, ...change }, over);
  return again.command ?? again.because;
};

describe('the command to run a job again', () => {
  test('names only the minions that failed', () => {
    expect(command({})).toBe('salt -L web2,web4 state.apply nginx');
  });

  test('also those that never returned; a single one without a list', () => {
    const one = minions.slice(0, 1).map((minion): JobMinion => ({ ...minion, outcome: 'missing' }));
    expect(command({}, one)).toBe('salt web1 state.apply nginx');
  });

  test('keyword arguments as they are typed, quoted for a shell', () => {
    const arg = ['nginx', { __kwarg__: true, test: true, pillar: { a: "it's" } }];
    expect(command({ arg })).toBe(`salt -L web2,web4 state.apply nginx test=True 'pillar={"a":"it'\\''s"}'`);
    expect(command({ fun: ['cmd.run'], arg: ['rm -rf $HOME; reboot'] })).toBe(
      "salt -L web2,web4 cmd.run 'rm -rf $HOME; reboot'",
    );
  });

  test('a runner is run by salt-run, without a target', () => {
    expect(command({ fun: ['runner.state.orchestrate'], arg: ['orch.rollout'] })).toBe(
      'salt-run state.orchestrate orch.rollout',
    );
  });

  test.each<[string, Partial<JobRow>]>([
    ['control characters', { arg: ['nginx\u0003reboot'] }],
    ['a line break', { arg: ['nginx\nreboot'] }],
    ['text that turns its direction', { arg: ['nginx\u202Etoober'] }],
    ['a trimmed argument', { arg: ['VALUE_TRIMMED'] }],
    ['several functions', { fun: ['test.ping', 'cmd.run'] }],
    ['a wheel function', { fun: ['wheel.key.accept'] }],
  ])('none for %s', (_, change) => {
    expect(command(change)).toBe('unclear');
  });

  test('none when nothing failed', () => {
    expect(
      command(
        {},
        minions.filter((minion) => minion.outcome === 'changed'),
      ),
    ).toBe('nothing');
  });
});
