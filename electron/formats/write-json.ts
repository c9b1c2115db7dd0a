// Writes a value as JSON text with a stack of its own: JSON.stringify recurses and dies of deep nesting.
import { NumberText, type TolerantMap, type TolerantValue } from './tolerant-json.ts';

/** How to write. */
export type WriteStyle = {
  /** Keys in code unit order instead of the order in which they came. */
  readonly sortKeys: boolean;
  readonly number: (value: number | NumberText) => string;
};

/** A container that is being written: its keys (of a map), how many values it has and how many are written. */
type Open = {
  readonly value: TolerantValue[] | TolerantMap;
  readonly keys: readonly string[] | undefined;
  written: number;
};

/** JSON text without spaces. Never throws on a value that came from JSON. */
export function writeJson(value: TolerantValue, style: WriteStyle): string {
  const parts: string[] = [];
  const stack: Open[] = [];
  write(value, style, parts, stack);
  for (let open = stack.at(-1); open !== undefined; open = stack.at(-1)) {
    const { keys } = open;
    const list = Array.isArray(open.value) ? open.value : undefined;
    const count = keys?.length ?? list?.length ?? 0;
    if (open.written === count) {
      parts.push(keys === undefined ? ']' : '}');
      stack.pop();
      continue;
    }
    if (open.written > 0) parts.push(',');
    const key = keys?.[open.written];
    const next = key === undefined ? list?.[open.written] : (open.value as TolerantMap)[key];
    open.written += 1;
    if (key !== undefined) parts.push(JSON.stringify(key), ':');
    write(next ?? null, style, parts, stack);
  }
  return parts.join('');
}

/** Writes a scalar, or the opening of a container, which is put on the stack. */
function write(value: TolerantValue, style: WriteStyle, parts: string[], stack: Open[]): void {
  if (value === null || typeof value === 'boolean') {
    parts.push(String(value));
  } else if (typeof value === 'string') {
    parts.push(JSON.stringify(value));
  } else if (typeof value === 'number' || value instanceof NumberText) {
    parts.push(style.number(value));
  } else if (Array.isArray(value)) {
    parts.push('[');
    stack.push({ value, keys: undefined, written: 0 });
  } else {
    parts.push('{');
    const keys = Object.keys(value);
    stack.push({ value, keys: style.sortKeys ? keys.sort() : keys, written: 0 });
  }
}
