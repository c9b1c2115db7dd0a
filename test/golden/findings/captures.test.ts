// What is found in every recorded incident: accepted lists, nothing that is neither planted nor allowed, the cause first, nothing in the healthy one.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../electron/derive/findings/derive-findings.ts';
import { startPacer } from '../../../electron/derive/pacer.ts';
import { activeRules, builtInRules, listRules } from '../../../electron/library/rule-folder.ts';
import { findingsList, holdFindings } from '../../../electron/queries/findings-list.ts';
import type { Finding } from '../../../shared/questions/finding.ts';
import { allCaptures, DerivedCase, valueIn } from '../../support/derived-capture.ts';

const rules = activeRules(listRules({ builtIn: builtInRules, own: undefined }));
const quiet = { isCancelled: () => false, zone: 'UTC' };

/** Rules that what was planted has to fire, and the minions that the first finding is about. */
const planted: { readonly [scenario: string]: { readonly rules: readonly string[]; readonly first: (truth: Truth) => readonly string[] } } = {
  'bad-config': { rules: ['failed-root'], first: (truth) => truth.failing_minions ?? [] },
  'batch-rollout': { rules: ['failed-root'], first: (truth) => [truth.failing_minion ?? ''] },
  'beacon-reactor': { rules: ['failed-root'], first: () => ['web2'] },
  'clock-skew': { rules: ['clock-skew', 'failed-root'], first: skewed },
  'dead-minion': { rules: ['missing-return'], first: (truth) => truth.killed_minions ?? [] },
  fleet: { rules: ['failed-root', 'compile-error', 'missing-return', 'slow-state'], first: (truth) => truth.failing_minions ?? [] },
  healthy: { rules: [], first: () => [] },
  'key-churn': { rules: ['key-rejected', 'key-changed'], first: (truth) => [truth.impostor_of ?? ''] },
  'noisy-mixed': { rules: ['conflict', 'trimmed-values'], first: () => ['web1'] },
  orchestration: { rules: ['orchestration-step-failed'], first: (truth) => [truth.failing_minion ?? ''] },
  race: { rules: ['conflict'], first: (truth) => truth.targets ?? [] },
  'schedule-drift': { rules: ['flapping-state', 'slow-state'], first: (truth) => [truth.flapping_minion ?? ''] },
};

type Truth = {
  readonly scenario: string;
  readonly failing_minions?: readonly string[];
  readonly failing_minion?: string;
  readonly killed_minions?: readonly string[];
  readonly impostor_of?: string;
  readonly targets?: readonly string[];
  readonly flapping_minion?: string;
  readonly clock_offset_seconds?: Readonly<Record<string, number>>;
};

function skewed({ clock_offset_seconds: offsets = {} }: Truth): string[] {
  return Object.keys(offsets).filter((minion) => Math.abs(offsets[minion] ?? 0) > 2);
}

async function foundIn(path: string): Promise<{ findings: readonly Finding[]; made: DerivedCase }> {
  const made = await DerivedCase.read(path);
  const rows = await findingsOf(made.caseFile, rules, startPacer(() => false));
  holdFindings(made.caseFile, { state: undefined, rows: rows ?? [], clocks: { jidOffsetS: null, jobs: 0, minions: 0 } });
  return { findings: valueIn(await findingsList(made.caseFile, {}, quiet)).findings, made };
}

describe.each(allCaptures().map((capture) => [capture.name, capture] as const))('%s', (name, { path, truth: given }) => {
  const truth = given as Truth;

  it('finds what was planted, the cause first, and nothing else above info', async () => {
    const { findings, made } = await foundIn(path);
    const serious = findings.filter(({ severity }) => severity !== 'info');
    const expected = planted[truth.scenario];
    const allowFile = join(dirname(path), 'allowed.json');
    const allowed = existsSync(allowFile) ? Object.keys(JSON.parse(readFileSync(allowFile, 'utf8')) as object) : [];
    const fired = new Set(serious.map(({ rule }) => rule));
    for (const rule of expected?.rules ?? []) expect(fired).toContain(rule);
    for (const rule of fired) expect([...(expected?.rules ?? []), ...allowed]).toContain(rule);
    expect((serious[0]?.minions ?? []).toSorted()).toEqual([...(expected?.first(truth) ?? [])].toSorted());
    // Every finding shows something: an event, or minions whose clock (or silence) is the evidence.
    for (const { events, minions } of findings) expect(events.length + minions.length).toBeGreaterThan(0);
    if (name.endsWith('rawfile.jsonl') || name.endsWith('rawfile.jsonl.gz')) {
      const lines = findings.map(({ severity, rule, certainty, becauseOf, tie, words, eventTotal }) =>
        [severity, rule, certainty, becauseOf === null ? '' : `<- ${becauseOf} ${tie}`, `${eventTotal} events`, words.title].join(' | '),
      );
      const [version, scenario] = name.split('/');
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${version}-${scenario}.txt`);
    }
    made.dispose();
  });
});

it('estimates every clock of clock-skew to within two seconds', async () => {
  const capture = allCaptures().find(({ name }) => name === '3008.5/clock-skew/sse.txt');
  const made = await DerivedCase.read(capture?.path ?? '');
  const offsets = (capture?.truth as Truth).clock_offset_seconds ?? {};
  const { minion } = { minion: made.caseFile.dictionary('minion') };
  const rows = made.caseFile.rows<{ minion: number; skew: number | null }>('SELECT minion, skew_s AS skew FROM minion');
  const measured = new Map(rows.map((row) => [minion.text(row.minion), row.skew]));
  expect(Object.keys(offsets)).toHaveLength(8);
  for (const [name, seconds] of Object.entries(offsets)) expect(Math.abs((measured.get(name) ?? Number.NaN) - seconds)).toBeLessThan(2);
  made.dispose();
});
