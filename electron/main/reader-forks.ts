// Forks readers for one engine, which cannot do that itself: `child_process` would need the fuse run-as-node. The engine kills them.
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { ReaderFork, ReaderForked } from '../../shared/bridge/reader-fork.ts';
import { readerFile } from './places.ts';

/** The readers of one engine. */
export class ReaderForks {
  readonly #engine: UtilityProcess;
  readonly #readers = new Set<UtilityProcess>();

  constructor(engine: UtilityProcess) {
    this.#engine = engine;
    engine.on('message', (message: ReaderFork) => this.#fork(message.number));
  }

  /** Ends them with their engine. */
  end(): void {
    for (const reader of this.#readers) if (reader.pid !== undefined) process.kill(reader.pid, 'SIGKILL');
  }

  #fork(number: number): void {
    const reader = utilityProcess.fork(readerFile, [], { serviceName: 'Saltrace reader', stdio: 'inherit' });
    this.#readers.add(reader);
    reader.once('spawn', () => {
      const { pid } = reader;
      if (pid === undefined) return;
      const { port1, port2 } = new MessageChannelMain();
      reader.postMessage({ type: 'port' }, [port1]);
      this.#engine.postMessage({ type: 'reader', number, pid } satisfies ReaderForked, [port2]);
    });
    reader.once('exit', (code) => {
      this.#readers.delete(reader);
      this.#engine.postMessage({ type: 'reader-gone', number, code } satisfies ReaderForked);
    });
  }
}
