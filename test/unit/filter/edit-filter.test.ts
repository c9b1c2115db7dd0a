// Clicks that become terms.
import { describe, expect, it } from 'vitest';
import { addTerm, termFor } from '../../../shared/filter/edit-filter.ts';
import { printFilter } from '../../../shared/filter/print-filter.ts';

describe('addTerm', () => {
  it.each([
    ['', 'minion', 'web1', 'minion:web1'],
    ['kind:ret', 'minion', 'web1', 'kind:ret minion:web1'],
    ['a or b', 'minion', 'web1', '(a or b) minion:web1'],
    ['kind:ret minion:web1', 'minion', 'web1', 'kind:ret minion:web1'],
    ['minion:web1', 'minion', 'web1', 'minion:web1'],
    ['not minion:web1 kind:ret', 'minion', 'web1', 'kind:ret minion:web1'],
    ['-minion:web1', 'minion', 'web1', 'minion:web1'],
    ['kind:', 'minion', 'web1', 'minion:web1'],
    ['', 'minion', 'web*', 'minion=web*'],
    ['', 'state', 'nginx conf', 'state:"nginx conf"'],
    ['', 'state', 'say "hi" (x)', 'state:"say \\"hi\\" (x)"'],
    ['', 'minion', 'and', 'minion:"and"'],
    ['', 'minion', '::1', 'minion:"::1"'],
    ['', 'tgt', 'a..b', 'tgt=a..b'],
    ['', 'retcode', 1, 'retcode:1'],
    ['', 'success', false, 'success:false'],
    ['', 'duration', 1500, 'duration:1500us'],
    ['', 'user', undefined, 'not user:*'],
  ] as const)('%j + %s %j → %s', (text, field, value, expected) => {
    expect(addTerm(text, field, value)).toBe(expected);
  });

  it('excludes by not, so that events without the field stay', () => {
    expect(addTerm('kind:ret', 'minion', 'web1', { exclude: true })).toBe('kind:ret not minion:web1');
    expect(addTerm('kind:ret minion:web1', 'minion', 'web1', { exclude: true })).toBe('kind:ret not minion:web1');
    expect(addTerm('', 'user', undefined, { exclude: true })).toBe('user:*');
  });

  it('quotes text of the data that looks like a number, and keeps numbers', () => {
    const path = [{ key: 'return' }, { key: 'a.b' }, 'any'] as const;
    expect(addTerm('', { path }, '5')).toBe('data.return."a.b".*:"5"');
    expect(addTerm('', { path }, 5)).toBe('data.return."a.b".*:5');
    expect(addTerm('', { path }, null)).toBe('data.return."a.b".*:null');
    expect(addTerm('', { path: [{ key: '*' }] }, 'x')).toBe('data."*":x');
  });

  it('gives the term alone as a tree', () => {
    expect(printFilter(termFor('kind', 'ret', { exclude: true }))).toBe('not kind:ret');
  });
});
