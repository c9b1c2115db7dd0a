// Paths into an event's data: read, written, followed.
import { isObject, type Json } from '../salt/json.ts';
import type { PathStep } from './filter-tree.ts';
import { quoteText, unquoteText } from './quoting.ts';

/** Reads what stands behind `data` in a field name (`.return.*."a.b"`); `undefined` when it is no path. */
export function readPath(text: string): readonly PathStep[] | undefined {
  const steps: PathStep[] = [];
  const pattern = /\.(?:("(?:[^"\\]|\\[\s\S])*")|([^\s().:=!<>~"]+))/y;
  while (pattern.lastIndex < text.length) {
    const m = pattern.exec(text);
    if (m === null) return undefined;
    const [, quoted, plain = ''] = m;
    if (quoted !== undefined) steps.push({ key: unquoteText(quoted) });
    else steps.push(plain === '*' ? 'any' : { key: plain });
  }
  return steps.length === 0 ? undefined : steps;
}

/** Reads a whole path, `data` included. */
export function readDataPath(text: string): readonly PathStep[] | undefined {
  return text.startsWith('data.') ? readPath(text.slice('data'.length)) : undefined;
}

/** Writes a path as it stands in a filter, `data` included: `data.return.*."a.b"`. */
export function printPath(path: readonly PathStep[]): string {
  return ['data', ...path.map(printStep)].join('.');
}

/** Keys with brackets are quoted too: bare ones could end the step of a sequence. */
function printStep(step: PathStep): string {
  if (step === 'any') return '*';
  return step.key !== '*' && /^[^\s().:=!<>~"[\]]+$/.test(step.key) ? step.key : quoteText(step.key);
}

/**
 * Gives every value at the end of a path to `visit` until it returns true; tells whether it did. A list at the end gives itself
 * and then its elements. Keys of maps are own keys only; an index of a list is a step like a key.
 */
export function somePathValue(data: Json, path: readonly PathStep[], visit: (value: Json) => boolean): boolean {
  return follow(data, path, 0, visit);
}

function follow(value: Json, path: readonly PathStep[], at: number, visit: (value: Json) => boolean): boolean {
  const step = path[at];
  if (step === undefined) {
    if (visit(value)) return true;
    return Array.isArray(value) && value.some((element: Json) => visit(element));
  }
  if (step === 'any') {
    if (Array.isArray(value)) return value.some((element: Json) => follow(element, path, at + 1, visit));
    if (!isObject(value)) return false;
    for (const key of Object.keys(value)) {
      const child = value[key];
      if (child !== undefined && follow(child, path, at + 1, visit)) return true;
    }
    return false;
  }
  const child = childOf(value, step.key);
  return child !== undefined && follow(child, path, at + 1, visit);
}

function childOf(value: Json, key: string): Json | undefined {
  if (Array.isArray(value)) {
    const list: readonly Json[] = value;
    return /^\d{1,9}$/.test(key) ? list[Number(key)] : undefined;
  }
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
