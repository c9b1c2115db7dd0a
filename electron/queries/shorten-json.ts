// Keeps huge data bearable for the window: still valid JSON, with the long parts cut and saying so.
import { isObject, type Json } from '../../shared/salt/json.ts';

const longestText = 4000;
const mostElements = 500;

/** The text as it is up to the limit; else the value anew with long texts, lists and maps cut. The raw record has the whole. */
export function shortenJson(text: string, value: Json, limit: number): string {
  if (text.length <= limit) return text;
  for (let divisor = 1; divisor <= mostElements; divisor *= 4) {
    const short = JSON.stringify(cut(value, divisor, 0));
    if (short.length <= limit) return short;
  }
  return JSON.stringify(`… (${text.length} characters)`);
}

function cut(value: Json, divisor: number, depth: number): Json {
  if (typeof value === 'string') return cutText(value, Math.ceil(longestText / divisor));
  const most = Math.ceil(mostElements / divisor);
  if (Array.isArray(value)) {
    if (depth > 100) return `… (${value.length} elements)`;
    const list: readonly Json[] = value;
    const kept = list.slice(0, most).map((element) => cut(element, divisor, depth + 1));
    return list.length > most ? [...kept, `… (${list.length - most} more)`] : kept;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  if (depth > 100) return `… (${entries.length} keys)`;
  const kept = entries.slice(0, most).map(([key, element]) => [key, cut(element ?? null, divisor, depth + 1)] as const);
  const rest = entries.length > most ? [['…', `(${entries.length - most} more)`] as const] : [];
  return Object.fromEntries([...kept, ...rest]);
}

function cutText(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… (${text.length - longest} more characters)`;
}
