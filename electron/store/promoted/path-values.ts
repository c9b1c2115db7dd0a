// The values that an event has at the end of a path, as one text: what a promoted column numbers. Nothing a filter can tell apart
// becomes equal: numbers stay numbers, null is not "null".
import { somePathValue } from '../../../shared/filter/data-path.ts';
import type { PathStep } from '../../../shared/filter/filter-tree.ts';
import type { Json } from '../../../shared/salt/json.ts';

/** The distinct values at the end of a path, `''` where there is none. Of maps and lists only that they are there. */
export function writePathValues(data: Json, path: readonly PathStep[]): string {
  const texts = new Set<string>();
  somePathValue(data, path, (value) => {
    texts.add(writeValue(value));
    return false;
  });
  return texts.size === 0 ? '' : JSON.stringify([...texts]);
}

/** JSON has no infinities, but `1e999` is read as one: so numbers go as text too. */
function writeValue(value: Json): string {
  if (value === null) return 'z';
  if (typeof value === 'string') return `s${value}`;
  if (typeof value === 'number') return `n${value}`;
  if (typeof value === 'boolean') return `b${value}`;
  return Array.isArray(value) ? 'l' : 'm';
}

/** Reads what {@link writePathValues} wrote, an empty map or list for each kind of container; `undefined` when it is damaged. */
export function readPathValues(text: string): readonly Json[] | undefined {
  if (text === '') return [];
  let texts: unknown;
  try {
    texts = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!Array.isArray(texts) || !texts.every((each) => typeof each === 'string')) return undefined;
  return texts.map(readValue);
}

function readValue(text: string): Json {
  const rest = text.slice(1);
  switch (text[0]) {
    case 's':
      return rest;
    case 'n':
      return Number(rest);
    case 'b':
      return rest === 'true';
    case 'l':
      return [];
    case 'm':
      return {};
    default:
      return null;
  }
}
