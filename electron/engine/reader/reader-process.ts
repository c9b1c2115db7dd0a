// Entry of a reader: a process that only reads, for what may take any time or may crash. Whoever started it may kill it at any moment.
import { Worker } from 'node:worker_threads';
import { answerRequest } from './answer-request.ts';
import type { FromReader, ToReader } from './reader-talk.ts';

/** What a reader may take before it ends itself, in bytes: a statement can ask for any amount of memory, and of disk to sort on. */
const mostMemory = 1_500_000_000;
const mostWritten = 8_000_000_000;

/** How the process speaks to the engine: over a port from main (Electron) or over the channel of a fork (Node). */
type Port = {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  postMessage(message: FromReader): void;
};
type ParentPort = { once(event: 'message', listener: (message: { readonly ports: readonly Port[] }) => void): void };

const parent = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (parent === undefined) {
  process.on('message', (message) => answerRequest(message as ToReader, (answer) => process.send?.(answer)));
  process.on('disconnect', () => process.exit());
} else {
  parent.once('message', ({ ports: [port] }) => {
    if (port === undefined) throw new Error('bug: a reader was started without a port');
    port.on('message', ({ data }) => answerRequest(data as ToReader, (answer) => port.postMessage(answer)));
    port.on('close', () => process.exit());
    port.start();
  });
}

// A statement holds this thread for as long as it runs, so another one watches. Node has no limit for native memory. The kernel
// counts what is written in pieces of 512 bytes; a reader writes nothing but SQLite's temporary files.
// Nor does it hear that its engine is gone: its parent is then another one.
const watch = `setInterval(() => {
  const isTooMuch = process.memoryUsage.rss() > ${mostMemory} || process.resourceUsage().fsWrite * 512 > ${mostWritten};
  if (isTooMuch || process.ppid !== ${Number(process.argv[2] ?? process.ppid)}) process.kill(process.pid, 'SIGKILL');
}, 50)`;
new Worker(watch, { eval: true }).unref();
