import { expect, test } from 'vitest';
import { rowsText } from '../../../renderer/views/events/rows-text.ts';
import { capture } from '../support/show.tsx';

const { rows } = capture('bad-config');
const some = rows.slice(4, 6);

test('JSON holds every field of the rows, with times as Salt writes them', () => {
  const read = JSON.parse(rowsText(some, 'json')) as { tag: string; stamp: string }[];
  expect(read.map(({ tag, stamp }) => [tag, stamp])).toEqual([
    ['salt/job/20261122200859692664/new', '2026-11-22T20:08:59.696747Z'],
    ['salt/job/20261122200859692664/publish', '2026-11-22T20:08:59.728494Z'],
  ]);
});

test('CSV quotes what needs quotes and no more', () => {
  const [first] = some;
  if (first === undefined) throw new Error('no row');
  const lines = rowsText([{ ...first, tag: 'a,"b"\nc', minion: 'web1' }], 'csv').split('\r\n');
  expect(lines[0]).toBe('time,kind,minion,jid,fun,outcome,user,tag,size,source');
  expect(lines[1]).toContain('new,web1,');
  expect(rowsText([{ ...first, tag: 'a,"b"\nc' }], 'csv')).toContain('"a,""b""\nc"');
});

test('a bar or a line break in a value does not break a Markdown row', () => {
  const [first] = some;
  if (first === undefined) throw new Error('no row');
  const lines = rowsText([{ ...first, tag: 'x|y\nz' }], 'markdown')
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[2]).toContain('x\\|y z');
});
