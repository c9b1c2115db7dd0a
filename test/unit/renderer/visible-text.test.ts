// Characters that hide or reorder text are made visible.
import { expect, test } from 'vitest';
import { plainVisible, visiblePieces } from '../../../renderer/widgets/visible-text.tsx';

test('control, direction and zero-width characters get a sign', () => {
  expect(plainVisible('a\u001b[31mb\u202egnp.exe\u200b\u2028\u0000')).toBe('a␛[31mbU+202Egnp.exeU+200BU+2028␀');
});

test('TAB and line breaks, which can be seen, stay', () => {
  expect(plainVisible('a\tb\nc')).toBe('a\tb\nc');
});

test('the pieces joined are the text with its signs, hidden ones marked', () => {
  expect(visiblePieces('x\u2066y')).toEqual([
    { text: 'x', isHidden: false },
    { text: 'U+2066', isHidden: true },
    { text: 'y', isHidden: false },
  ]);
  expect(visiblePieces('日本語 é')).toEqual([{ text: '日本語 é', isHidden: false }]);
});
