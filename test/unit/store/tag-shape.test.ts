import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillShape, makeShape } from '../../../electron/store/columns/tag-shape.ts';

test('jid and minion become marks where they are whole parts of the tag', () => {
  expect(makeShape('salt/job/2026/ret/web1', '2026', 'web1')).toBe('salt/job/\u0001/ret/\u0002');
  expect(makeShape('salt/job/20261/ret/web12', '2026', 'web1')).toBe('salt/job/20261/ret/web12');
  expect(makeShape('2026', '2026', undefined)).toBe('\u0001');
  expect(makeShape('salt/auth', undefined, undefined)).toBe('salt/auth');
});

test('returns of one function on any job and minion have one shape', () => {
  const shapes = [1, 2, 3].map((n) => makeShape(`salt/job/${n}/ret/m${n}`, `${n}`, `m${n}`));
  expect(new Set(shapes).size).toBe(1);
});

test('control characters of the tag itself come back', () => {
  const tag = 'a\u0001/\u0002\u0003/\u0003\u0003/2026';
  expect(makeShape(tag, '2026', 'm')).not.toBe(tag);
  expect(fillShape(makeShape(tag, '2026', 'm'), '2026', 'm')).toBe(tag);
});

test('filling undoes shaping, whatever the tag', () => {
  const part = fc.oneof(
    fc.constantFrom('', 'salt', 'job', '2026', 'web1', '\u0001', '\u0002', '\u0003', '\u0003\u0001', '$&', '$1', '\n'),
    fc.string({ unit: 'binary' }),
  );
  const id = fc.option(fc.oneof(fc.constantFrom('2026', 'web1', '\u0001', 'a/b', '$&'), fc.string()), {
    nil: undefined,
  });
  fc.assert(
    fc.property(fc.array(part), id, id, (parts, jid, minion) => {
      const tag = parts.join('/');
      expect(fillShape(makeShape(tag, jid, minion), jid ?? '', minion ?? '')).toBe(tag);
    }),
  );
});
