import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  offsetOfScroll,
  offsetToShow,
  scrollOfOffset,
  scrollSpace,
  visibleRows,
} from '../../../renderer/widgets/data-table-scroll.ts';

const tenMillion = scrollSpace(10_000_000, 26, 600);

describe('scroll space', () => {
  test('a short list is not scaled and never taller than its rows', () => {
    const space = scrollSpace(100, 26, 600);
    expect(space.isScaled).toBe(false);
    expect(space.spacer).toBe(2600);
    expect(visibleRows(space, 0)).toEqual({ first: 0, last: 23 });
  });

  test('ten million rows fit into the tallest spacer and both ends can be reached', () => {
    expect(tenMillion.isScaled).toBe(true);
    expect(tenMillion.spacer).toBe(8_000_000);
    expect(visibleRows(tenMillion, offsetOfScroll(tenMillion, 0)).first).toBe(0);
    const end = offsetOfScroll(tenMillion, tenMillion.spacer - tenMillion.viewport);
    expect(visibleRows(tenMillion, end).last).toBe(9_999_999);
  });

  test('an offset put on the scroll bar and read back stays within one px of the bar', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 * 26 - 600 }), (offset) => {
        const back = offsetOfScroll(tenMillion, scrollOfOffset(tenMillion, offset));
        expect(Math.abs(back - offset)).toBeLessThanOrEqual(tenMillion.content / tenMillion.spacer);
      }),
    );
  });

  test('every row can be brought into sight whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_999_999 }),
        fc.integer({ min: 0, max: 10_000_000 * 26 - 600 }),
        fc.constantFrom('nearest' as const, 'center' as const),
        (row, from, align) => {
          const offset = offsetToShow(tenMillion, from, row, align);
          expect(row * 26).toBeGreaterThanOrEqual(offset - 1e-6);
          expect((row + 1) * 26).toBeLessThanOrEqual(offset + 600 + 1e-6);
        },
      ),
    );
  });

  test('no rows: nothing is seen', () => {
    const { first, last } = visibleRows(scrollSpace(0, 26, 600), 0);
    expect(last).toBeLessThan(first);
  });
});
