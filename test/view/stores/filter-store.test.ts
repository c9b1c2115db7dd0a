// The one filter: what cannot be read changes nothing.
import { beforeEach, expect, test } from 'vitest';
import { useFilterStore } from '../../../renderer/stores/filter-store.ts';

const store = () => useFilterStore.getState();

beforeEach(() => store().filterApplied(''));

test('typing changes nothing until it is applied', () => {
  store().filterTyped('kind:re');
  expect(store().inForce).toBe('');
  store().filterApplied(' kind:ret ');
  expect(store().inForce).toBe('kind:ret');
});

test('the last good filter stays in force while the typed one cannot be read', () => {
  store().filterApplied('kind:ret');
  store().filterApplied('kind:ret outcome:faild');
  expect(store()).toMatchObject({ inForce: 'kind:ret', typed: 'kind:ret outcome:faild' });
  expect(store().error).toMatchObject({ position: 17 });
  expect(store().error?.suggestions).toContain('failed');
});

test('a suggestion takes the place of the wrong word and is applied', () => {
  store().filterApplied('retcod:1 kind:ret');
  const [suggestion] = store().error?.suggestions ?? [];
  expect(suggestion).toBe('retcode');
  store().suggestionTaken('retcode');
  expect(store()).toMatchObject({ inForce: 'retcode:1 kind:ret', error: null });
});

test('a clicked value is added to what is in force, a path with its type', () => {
  store().termAdded('minion', 'web1', false);
  store().termAdded('data.return.retcode', 2, true);
  store().termAdded('data.id', '7', false);
  expect(store().inForce).toBe('minion:web1 not data.return.retcode:2 data.id:"7"');
});

test('excluding what was selected turns the term round', () => {
  store().termAdded('minion', 'web1', false);
  store().termAdded('minion', 'web1', true);
  expect(store().inForce).toBe('not minion:web1');
});
