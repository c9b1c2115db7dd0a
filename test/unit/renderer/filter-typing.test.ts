// What the filter bar colours and completes.
import { expect, test } from 'vitest';
import { filterMarks } from '../../../renderer/app/filter/filter-colours.ts';
import { typingAt } from '../../../renderer/app/filter/filter-completion.ts';

test.each([
  ['kind:re', { what: 'value', field: 'kind', from: 5, text: 're' }],
  ['kind:ret outc', { what: 'field', from: 9, text: 'outc' }],
  ['fun:(state.apply or test.pi', { what: 'value', field: 'fun', from: 20, text: 'test.pi' }],
  ['minion:"web 1', { what: 'value', field: 'minion', from: 7, text: 'web 1' }],
  ['data.return.retcode:', { what: 'value', field: 'data.return.retcode', from: 20, text: '' }],
  ['-mini', { what: 'field', from: 1, text: 'mini' }],
  ['kind:ret ', null],
])('%s', (text, typing) => expect(typingAt(text)).toEqual(typing));

test('fields, values and keywords are coloured in their places', () => {
  const text = 'kind:ret not outcome:failed';
  expect(filterMarks(text).map(({ from, to, name }) => [text.slice(from, to), name])).toEqual([
    ['kind', 'f-field'],
    [':', 'f-operator'],
    ['ret', 'f-value'],
    ['not', 'f-keyword'],
    ['outcome', 'f-field'],
    [':', 'f-operator'],
    ['failed', 'f-value'],
  ]);
});

test('a keyword inside quotes is text', () => {
  expect(filterMarks('"this or that"').map((mark) => mark.name)).toEqual(['f-value']);
});
