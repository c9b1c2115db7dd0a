// Texts in which Salt reports a failure: what sort a refused state run is, and the texts of functions that failed.

import type { OutcomeRule } from '../../shared/salt/job-outcome.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';

const conflict = /is running as PID \S+ and was started at .* with jid \S+/;

/** Which sort of refusal a state function's list of strings is (salt-events §2.2, salt-live §2 and §7). */
export function refusalRule(lines: readonly string[], retcode: number | undefined): OutcomeRule {
  if (lines.some((line) => conflict.test(line))) return 'conflict';
  if (retcode === 5 || lines.some((line) => line.startsWith('Pillar failed to render'))) return 'pillar-error';
  if (lines.some((line) => /^Rendering .*failed/.test(line) || /render error|Unable to render/i.test(line))) {
    return 'render-error';
  }
  return 'compile-error';
}

/** True for the texts that a minion returns when a function failed (salt-events §2.1, "Failure texts"). */
export function isFailureText(value: Json | undefined): boolean {
  if (typeof value !== 'string') return false;
  return (
    value.startsWith('ERROR: ') ||
    value.startsWith('ERROR executing ') ||
    value.startsWith('Passed invalid arguments to ') ||
    value.startsWith('The minion function caused an exception: ') ||
    value.startsWith('Command required for ') ||
    /^'[^'\n]+' is not available\./.test(value)
  );
}

/** True for a list that holds nothing but strings, and at least one. */
export function isTextList(value: Json | undefined): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((line) => typeof line === 'string');
}

const longestText = 2_000;

/** The words of a failed return that is no state run, for people: its text, the lines of its list, its comment or stderr. */
export function errorText(value: Json | undefined): string | undefined {
  const text = findText(value);
  if (text === undefined || text.trim() === '') return undefined;
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
}

function findText(value: Json | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (isTextList(value)) return value.join('\n');
  if (!isObject(value)) return value === undefined || value === null ? undefined : JSON.stringify(value);
  for (const key of ['comment', 'stderr', 'stdout', 'error', 'message']) {
    const part = value[key];
    if (typeof part === 'string' && part.trim() !== '') return part;
    if (isTextList(part)) return part.join('\n');
  }
  return JSON.stringify(value);
}
