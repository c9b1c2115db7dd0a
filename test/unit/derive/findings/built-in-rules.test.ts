// Every built-in rule fires on its fixture, about the right minions, and not on a near miss; and it speaks both languages.
import { describe, expect, it } from 'vitest';
import { deriveCase } from '../../../../electron/derive/derive-case.ts';
import { findTrouble } from '../../../../electron/derive/findings/find.ts';
import { startPacer } from '../../../../electron/derive/pacer.ts';
import { activeRules, builtInRules, listRules } from '../../../../electron/library/rule-folder.ts';
import { captureOf, type Line } from '../../../support/bus-lines.ts';
import { addRecords, emptyCase } from '../../../support/small-case.ts';
import { ruleCases } from './rule-cases.ts';

const entries = listRules({ builtIn: builtInRules, own: undefined });
const rules = activeRules(entries);

async function foundOn(sources: readonly (readonly Line[])[], rule: string) {
  const made = emptyCase();
  const { caseFile } = made;
  try {
    for (const [at, lines] of sources.entries()) addRecords(made, `source-${at}`, captureOf(lines));
    const derived = await deriveCase(caseFile);
    if (!derived.ok) throw new Error(derived.failure.message);
    const tickets = caseFile
      .rows<{ id: number }>('SELECT id FROM event')
      .filter(({ id }) => caseFile.tag(id) === 'app/ticket');
    const missedReactions = tickets.map(({ id }) => ({
      event: id,
      entry: 'app/ticket*',
      expected: 'local.state.apply',
    }));
    const found =
      (await findTrouble(
        caseFile,
        rules,
        startPacer(() => false),
        { missedReactions },
      )) ?? [];
    const ours = found.filter(({ draft }) => draft.rule === rule);
    return ours.map(({ draft }) => ({
      variant: draft.variant,
      minions: [...draft.minions].map((id) => caseFile.dictionary('minion').text(id)).toSorted(),
    }));
  } finally {
    made.dispose();
  }
}

it('reads every rule that ships, and each has its cases', () => {
  expect(entries.filter((one) => 'reason' in one)).toEqual([]);
  expect(Object.keys(ruleCases).toSorted()).toEqual(rules.map(({ id }) => id).toSorted());
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { fires = [], alsoRead, nearMiss = [], minions, variant } = ruleCases[id] ?? {};

  it('fires', async () => {
    const found = await foundOn(alsoRead === undefined ? [fires] : [fires, alsoRead], id);
    expect(found).toHaveLength(1);
    if (minions !== undefined) expect(found[0]?.minions).toEqual(minions);
    if (variant !== undefined) expect(found[0]?.variant).toBe(variant);
  });

  it('leaves the near miss alone', async () => {
    expect(await foundOn([nearMiss], id)).toEqual([]);
  });

  it('says everything in both languages', () => {
    for (const words of [rule.words, ...Object.values(rule.variants)])
      for (const text of [words.title, words.explain, words.next])
        if (text !== undefined) expect(text['zh-Hans'] ?? '').not.toBe('');
  });
});
