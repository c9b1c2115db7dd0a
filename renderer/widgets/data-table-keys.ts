// What a key does in a table.

/** What the table has to do for a key. */
export type KeyAction =
  | { readonly kind: 'row'; readonly index: number; readonly how: 'only' | 'extend' | 'toggle' }
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'enter' };

/** Where the keyboard is. `activeColumn` −1: on the whole row. `page`: rows in sight. */
export type KeyPlace = {
  readonly active: number | null;
  readonly activeColumn: number;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly page: number;
};

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/**
 * Up, Down, Page Up, Page Down, Home, End move the row (Shift extends); Left and Right go into the row's cells and out
 * of them; Enter opens; Space selects or deselects. `null`: not a key of the table.
 */
export function keyAction(event: Key, place: KeyPlace): KeyAction | null {
  const { active, activeColumn, rowCount, columnCount, page } = place;
  if (event.altKey || rowCount === 0) return null;
  const hasCommand = event.ctrlKey || event.metaKey;
  const how = event.shiftKey ? 'extend' : 'only';
  const row = (index: number): KeyAction => ({
    kind: 'row',
    index: Math.min(rowCount - 1, Math.max(0, index)),
    how,
  });
  switch (event.key) {
    case 'ArrowDown':
      return row(active === null ? 0 : active + 1);
    case 'ArrowUp':
      return row(active === null ? 0 : active - 1);
    case 'PageDown':
      return row((active ?? 0) + page);
    case 'PageUp':
      return row((active ?? 0) - page);
    case 'Home':
      return row(0);
    case 'End':
      return row(rowCount - 1);
    case 'ArrowRight':
      return active === null || hasCommand
        ? null
        : { kind: 'column', column: Math.min(columnCount - 1, activeColumn + 1) };
    case 'ArrowLeft':
      return active === null || hasCommand ? null : { kind: 'column', column: Math.max(-1, activeColumn - 1) };
    case 'Escape':
      return activeColumn === -1 ? null : { kind: 'column', column: -1 };
    case 'Enter':
      return active === null ? null : { kind: 'enter' };
    case ' ':
      return active === null ? null : { kind: 'row', index: active, how: 'toggle' };
    default:
      return null;
  }
}
