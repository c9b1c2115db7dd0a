// The order of findings: causes first, what follows under them, no circle, at least as bad as what follows.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FindingDraft } from '../../../electron/analysis/finding-draft.ts';
import { rankFindings } from '../../../electron/analysis/rank-findings.ts';
import { severities } from '../../../shared/keep/finding-rule.ts';

const draft = (rule: string, more: Partial<FindingDraft> = {}): FindingDraft => ({
  rule,
  variant: null,
  severity: 'warning',
  key: '',
  certainty: 'certain',
  minions: new Set([1]),
  jids: new Set([1]),
  events: [1],
  first: 0,
  last: 1,
  consequences: 0,
  values: {},
  quote: null,
  ...more,
});
const order = (drafts: readonly FindingDraft[], minions = 100) =>
  rankFindings(drafts, minions).map(({ draft: { rule }, severity, becauseOf }) => [rule, severity, becauseOf]);

describe('rankFindings', () => {
  it('puts what follows under its cause, which is as bad', () => {
    const jobs = new Set([7]);
    expect(
      order([
        draft('orchestration-step-failed', { severity: 'error', jids: jobs }),
        draft('failed-root', { jids: jobs }),
      ]),
    ).toEqual([
      ['failed-root', 'error', null],
      ['orchestration-step-failed', 'error', 0],
    ]);
  });

  it('leaves apart what is not tied', () => {
    const found = order([draft('batch-stopped', { jids: new Set([8]) }), draft('failed-root', { jids: new Set([7]) })]);
    expect(found.every(([, , becauseOf]) => becauseOf === null)).toBe(true);
  });

  it('puts the worse first, then what reaches further', () => {
    expect(
      order([
        draft('slow-state', { severity: 'notice' }),
        draft('failed-root', { severity: 'error', minions: new Set([1, 2]) }),
        draft('compile-error', { severity: 'error', minions: new Set([3, 4, 5]) }),
      ]).map(([rule]) => rule),
    ).toEqual(['compile-error', 'failed-root', 'slow-state']);
  });

  it.each([
    ['the words speak of time', { quote: 'token is expired' }, 10, true],
    ['hardly by chance', { quote: 'no', minions: new Set([1, 2, 3]) }, 100, true],
    ['perhaps by chance', { quote: 'no' }, 10, false],
    ['a minion with a right clock fails too', { quote: 'token is expired', minions: new Set([1, 9]) }, 100, false],
  ])('blames wrong clocks: %s', (_why, more, minions, isBlamed) => {
    const clocks = draft('clock-skew', { minions: new Set([1, 2, 3]), first: null });
    const found = rankFindings([draft('failed-root', more), clocks], minions);
    expect(found.find(({ draft: one }) => one.rule === 'failed-root')?.tie).toBe(isBlamed ? 'wrong-clocks' : null);
  });

  it('never goes round in a circle, loses nothing, and puts no effect before its cause (law)', () => {
    const rules = [
      'failed-root',
      'missing-return',
      'key-changed',
      'restart-loop',
      'silent-minion',
      'slow-return',
      'slow-state',
      'conflict',
      'schedule-pile-up',
      'clock-skew',
      'master-restart',
      'auth-storm',
    ];
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }).map((list) => new Set(list));
    const any = fc.record({
      rule: fc.constantFrom(...rules),
      severity: fc.constantFrom(...severities),
      minions: some,
      jids: some,
      first: fc.integer({ min: 0, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 14 }), (parts) => {
        const drafts = parts.map(({ rule, ...more }, at) =>
          draft(rule, { ...more, last: more.first, key: String(at) }),
        );
        const found = rankFindings(drafts, 20);
        expect(new Set(found.map(({ draft: one }) => one)).size).toBe(drafts.length);
        for (const [at, { becauseOf, severity }] of found.entries()) {
          if (becauseOf !== null) expect(becauseOf).toBeLessThan(at);
          const cause = becauseOf === null ? undefined : found[becauseOf];
          if (cause?.becauseOf === null)
            expect(severities.indexOf(cause.severity)).toBeGreaterThanOrEqual(severities.indexOf(severity));
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
