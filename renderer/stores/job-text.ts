// A job in short words: its function with arguments as they were typed, its target, the parts of its bar.
import type { JobRow } from '../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../shared/salt/job-outcome.ts';
import { isObject, type Json } from '../../shared/salt/json.ts';

// Salt writes keyword arguments as a map with `__kwarg__` (salt/utils/args.py); on the command line they are `key=value`.
function keywordWords(value: Json): string[] | null {
  if (!isObject(value) || value['__kwarg__'] !== true) return null;
  return Object.entries(value).flatMap(([key, held]) =>
    key === '__kwarg__' || held === undefined ? [] : [`${key}=${oneWord(held)}`],
  );
}

function oneWord(value: Json): string {
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (value === null) return 'None';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Arguments as the words that were typed; unquoted. */
export function argWords(arg: Json): string[] {
  const list = Array.isArray(arg) ? arg : arg === null ? [] : [arg];
  return list.flatMap((one: Json) => keywordWords(one) ?? [oneWord(one)]);
}

/** `state.apply nginx test=True`; at most `most` characters. */
export function funWithArgs(job: Pick<JobRow, 'fun' | 'arg'>, most = 200): string {
  const text = [job.fun.join(','), ...argWords(job.arg)].filter((word) => word !== '').join(' ');
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** The target as typed: `web*`, or `web1,web2` for a list. Empty when the capture does not say. */
export function targetText(job: Pick<JobRow, 'tgt'>): string {
  const { tgt } = job;
  if (tgt === null) return '';
  return Array.isArray(tgt) ? tgt.map((one: Json) => oneWord(one)).join(',') : oneWord(tgt);
}

/** Outcomes from worst to best: the order of every bar and list. */
export const worstOutcomes: readonly JobOutcome[] = ['failed', 'missing', 'unknown', 'running', 'changed', 'succeeded'];

/** The parts of a job's bar, worst first. What is not known has no part. */
export function jobParts(job: JobRow): { readonly tone: JobOutcome; readonly count: number }[] {
  return worstOutcomes.map((tone) => ({ tone, count: job[tone] ?? 0 }));
}

/** How many minions a job's bar stands for. */
export function jobSize(job: JobRow): number {
  return jobParts(job).reduce((sum, part) => sum + part.count, 0);
}

/** The worst that became of a job; `null` when nothing did. */
export function jobOutcome(job: JobRow): JobOutcome | null {
  return worstOutcomes.find((outcome) => (job[outcome] ?? 0) > 0) ?? null;
}
