// Rules of a user's folder: refused with file and line when anything is unknown, over the program's own by id, switched by a file.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { activeRules, builtInRules, listRules, switchRule } from '../../../electron/library/rule-folder.ts';
import type { FindingRule, RuleEntry } from '../../../shared/keep/finding-rule.ts';

function folder(files: Readonly<Record<string, string>> = {}): string {
  const made = mkdtempSync(join(tmpdir(), 'saltrace-rules-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

const listed = (own: string) => listRules({ builtIn: builtInRules, own }).filter(({ place }) => place === 'folder');
const whole = `id: full-disk
severity: error # as the team wants it
title: '{count} returns of {minions} say the disk is full'
explain: No space was left.
next: Make room.
filter: kind:ret "No space left"
group_by: [minion]
at_least: 2
within_s: 60
`;

const reasonOf = (text: string) => {
  const [entry] = listed(folder({ 'a.yaml': text }));
  return entry === undefined || 'rule' in entry ? 'it is a rule' : `${entry.file}:${entry.line}: ${entry.reason}`;
};

describe('a file of a rule', () => {
  it('is read whole', () => {
    expect(listed(folder({ 'a.yaml': whole }))).toMatchObject([
      {
        file: 'a.yaml',
        rule: {
          id: 'full-disk',
          severity: 'error',
          isEnabled: true,
          groupBy: ['minion'],
          atLeast: 2,
          withinS: 60,
          togetherS: null,
        },
      },
    ]);
  });

  it.each([
    ['an unknown key', whole.replace('next:', 'nxt:'), 'a.yaml:5: unknown key nxt'],
    ['an unknown grouping', whole.replace('[minion]', '[host]'), 'a.yaml:7: group_by.0'],
    ['a filter that is none', whole.replace('kind:ret', 'kindd:ret'), 'a.yaml:6: '],
    ['a sequence that is none', whole.replace(/filter:.*/, "sequence: 'sequence [kind:ret]'"), 'a.yaml:6: '],
    ['two searches', `${whole}detector: failed-root\n`, 'only one of filter, detector'],
    ['no search', whole.replace(/filter:.*\n/, ''), 'one of filter, sequence, detector is missing'],
    ['an unknown detector', whole.replace(/filter:.*/, 'detector: disk'), 'a.yaml:6: detector'],
    ['a threshold of a filter', `${whole}thresholds: {runs: 3}\n`, 'thresholds are of detectors only'],
    [
      'a clause that would do nothing',
      'id: failed-root\nat_least: 3\n',
      'a.yaml:2: at_least does nothing with a detector',
    ],
    [
      'an unknown threshold',
      'id: slow-state\nthresholds:\n  speed: 3\n',
      'slow-state has no threshold speed; it has factor, least_s, others',
    ],
    ['no words', 'id: mine\nseverity: error\nfilter: kind:ret\n', 'title is missing'],
    ['no YAML', 'id: [', 'it is no valid YAML'],
  ])('is refused for %s', (_what, text, reason) => {
    expect(reasonOf(text)).toContain(reason);
  });

  it('may change one of the program by its id, or turn it off, and is no second of the same id', () => {
    const own = folder({
      'a.yaml': 'id: slow-state\nseverity: warning\nthresholds: {least_s: 30}\n',
      'b.yaml': 'id: clock-skew\nenabled: false\n',
      'c.yaml': 'id: clock-skew\n',
    });
    const rules = activeRules(listRules({ builtIn: builtInRules, own }));
    expect(rules.filter(({ id }) => id === 'slow-state')).toMatchObject([
      { severity: 'warning', parameters: { least_s: 30, factor: 4 } },
    ]);
    expect(rules.some(({ id }) => id === 'clock-skew')).toBe(false);
    expect(listed(own).at(-1)).toMatchObject({ file: 'c.yaml', reason: 'the id clock-skew is taken by b.yaml' });
    expect(
      listRules({ builtIn: builtInRules, own: join(own, 'none') }).every(({ place }) => place === 'built-in'),
    ).toBe(true);
  });
});

describe('switching', () => {
  const entryOf = (own: string, id: string) => {
    const entry = listRules({ builtIn: builtInRules, own }).findLast((one) => 'rule' in one && one.rule.id === id);
    return entry as Extract<RuleEntry, { rule: FindingRule }>;
  };

  it('turns one of the program off by a file, and on again by taking it away', () => {
    const own = join(folder(), 'when needed');
    expect(switchRule(own, entryOf(own, 'clock-skew'), false)).toMatchObject({ ok: true });
    expect(entryOf(own, 'clock-skew')).toMatchObject({ place: 'folder', rule: { isEnabled: false } });
    expect(switchRule(own, entryOf(own, 'clock-skew'), true)).toMatchObject({ ok: true });
    expect(readdirSync(own)).toEqual([]);
  });

  it('keeps the words and comments of a rule of the user', () => {
    const own = folder({ 'a.yaml': whole });
    switchRule(own, entryOf(own, 'full-disk'), false);
    expect(readFileSync(join(own, 'a.yaml'), 'utf8')).toContain('severity: error # as the team wants it');
    expect(entryOf(own, 'full-disk').rule.isEnabled).toBe(false);
    switchRule(own, entryOf(own, 'full-disk'), true);
    expect(entryOf(own, 'full-disk').rule.isEnabled).toBe(true);
  });
});
