// Lets a reader look at a case from elsewhere first: a file made to crash or to hold SQLite harms nobody there.
import { statSync } from 'node:fs';
import type { Failure } from '../../../shared/base/failure.ts';
import type { Outcome } from '../../../shared/base/outcome.ts';
import { checkedBytes } from '../../store/inspect-case.ts';
import { damagedCase } from '../../store/store-failure.ts';
import type { Reader } from './reader.ts';

/** A sound case answers in under a second; what takes longer is not waited for. */
const firstLookMs = 20_000;
/** All pages of the largest cases, from a slow disk. */
const wholeLookMs = 60 * 60_000;

/** Every check of opening, but for the pages of large files. */
export function lookFirst(reader: Reader, path: string): Promise<Outcome<null>> {
  return reader.ask(
    { type: 'inspect', path, pages: 'small' },
    {
      isCancelled: () => false,
      deadlineMs: firstLookMs,
      late: damagedCase(path, `looking through it did not end within ${firstLookMs / 1000} s`),
      lost: (how) => damagedCase(path, `the process that looked at it first ended ${how}`),
    },
  );
}

/** The pages of a case too large to be looked through before it is opened; `undefined` when they are as they should be. */
export async function lookThrough(
  reader: Reader,
  path: string,
  isCancelled: () => boolean,
): Promise<Failure | undefined> {
  if (statSync(path).size <= checkedBytes) return undefined;
  const looked = await reader.ask(
    { type: 'inspect', path, pages: 'all' },
    {
      isCancelled,
      deadlineMs: wholeLookMs,
      late: damagedCase(path, `looking through it did not end within ${wholeLookMs / 60_000} minutes`),
      lost: (how) => damagedCase(path, `the process that looked through it ended ${how}`),
    },
  );
  return looked.ok || looked.failure.code !== 'database-corrupt' ? undefined : looked.failure;
}
