import { describe, expect, test } from 'vitest';
import { checkedValues, readFacetPath, withCheckedValues } from '../../../renderer/views/events/facet-terms.ts';

describe('facet checks as a term of the filter', () => {
  test.each([
    ['', 'kind', ['ret'], 'kind:ret'],
    ['kind:ret', 'kind', ['ret', 'new'], 'kind:(ret or new)'],
    ['kind:(ret or new) minion:web1', 'kind', ['new'], 'minion:web1 kind:new'],
    ['kind:ret outcome:failed', 'kind', [], 'outcome:failed'],
    ['kind:ret', 'kind', [], ''],
    ['minion:web1 or minion:web2', 'kind', ['ret'], '(minion:web1 or minion:web2) kind:ret'],
    ['not kind:ret', 'kind', ['new'], 'not kind:ret kind:new'],
  ])('%j with %s %j is %j', (filter, field, values, expected) => {
    const changed = withCheckedValues(filter, field, values);
    expect(changed).toBe(expected);
    expect(checkedValues(changed, field)).toEqual(values);
  });

  test('a value that looks like a glob is taken as it stands', () => {
    const changed = withCheckedValues('', 'minion', ['web[1]']);
    expect(checkedValues(changed, 'minion')).toEqual(['web[1]']);
    expect(changed).toContain('=');
  });

  test('a glob in the filter is no check', () => {
    expect(checkedValues('minion:web*', 'minion')).toEqual([]);
    expect(withCheckedValues('minion:web*', 'minion', ['db1'])).toBe('minion:web* minion:db1');
  });

  test('paths into the data', () => {
    expect(readFacetPath('return.retcode')).toBe('data.return.retcode');
    expect(readFacetPath(' data.arg.0 ')).toBe('data.arg.0');
    expect(readFacetPath('a b (')).toBeUndefined();
    expect(readFacetPath('')).toBeUndefined();
    expect(checkedValues(withCheckedValues('', 'data.return.retcode', ['2']), 'data.return.retcode')).toEqual(['2']);
  });
});
