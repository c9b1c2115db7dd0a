// Sentences of findings: values, forms of words, short lists, and that no value is read as a part of the sentence.
import { expect, it } from 'vitest';
import { bareText, fillText } from '../../../shared/keep/finding-text.ts';

it.each([
  ['{state} failed on {minions}', { state: 'a', minions: { list: ['m1'] } }, 'a failed on m1'],
  ['{minions}', { minions: { list: ['m1', 'm2'] } }, 'm1 and m2'],
  ['{minions}', { minions: { list: ['1', '2', '3', '4', '5'] } }, '1, 2, 3, 4 and 5'],
  ['{minions}', { minions: { list: ['1', '2', '3', '4', '5', '6'] } }, '1, 2, 3, 4 and 2 more'],
  ['{minions?was:were}', { minions: { list: ['m1'] } }, 'was'],
  ['{count?1 event:{count} events}', { count: 1_234 }, '1,234 events'],
  ['{unknown} {count}', { count: 1 }, '{unknown} 1'],
  ['{state} {count}', { state: '{count}', count: 2 }, '{count} 2'],
  ['{away}', { away: { seconds: 0.44 } }, '0.4 s'],
  ['{away}', { away: { seconds: 7_800 } }, '2 h 10 min'],
  ['{away}', { away: { seconds: 245 } }, '4 min 5 s'],
])('%s of %j', (text, values, said) => {
  expect(fillText(text, values, 'en')).toBe(said);
});

it('stands by itself as a sentence of its rule', () => {
  expect(bareText('Run the refused {jobs?job:{jobs} jobs} again on {what}.')).toBe(
    'Run the refused … jobs again on ….',
  );
});

it('lists as Chinese does', () => {
  const list = ['1', '2', '3', '4', '5', '6'];
  expect(fillText('{minions}离线', { minions: { list } }, 'zh-Hans')).toBe('1、2、3、4等 6 个离线');
});
