// Standard input as a source of bytes, packed or not.
import type { Readable } from 'node:stream';
import type { Failure } from '../../shared/base/failure.ts';
import type { Outcome } from '../../shared/base/outcome.ts';
import { readSource } from './read-source.ts';
import type { Source } from './source.ts';

/** What standard input is called, as name and as path. */
export const stdinName = '(standard input)';

/** Opens a stream that somebody else writes to, `process.stdin` as a rule. */
export function openStdin(stream: Readable): Promise<Outcome<Source>> {
  const chunks = stream[Symbol.asyncIterator]();
  return readSource({
    name: stdinName,
    path: stdinName,
    packedBytes: undefined,
    read: () => readNext(chunks),
    close: async () => {
      stream.destroy();
      await Promise.resolve();
    },
  });
}

async function readNext(chunks: AsyncIterator<unknown>): Promise<Uint8Array | undefined | Failure> {
  try {
    const next = await chunks.next();
    if (next.done === true) return undefined;
    // A copy: the stream's own buffers may be parts of a pool, which must not be handed over.
    return typeof next.value === 'string' ? Buffer.from(next.value) : new Uint8Array(next.value as Uint8Array);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return { code: 'file-unreadable', message: `Standard input could not be read: ${words}.` };
  }
}
