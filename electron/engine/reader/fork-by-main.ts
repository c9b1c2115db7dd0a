// Starts readers in Electron, where only main can fork: the engine asks for one and gets a port to it.
import type { ReaderFork, ReaderForked } from '../../../shared/bridge/reader-fork.ts';
import type { ForkReader, FromReader, ToReader } from './reader-talk.ts';

/** The part of MessagePortMain that is used here. */
type Port = {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void;
  start(): void;
  postMessage(message: ToReader): void;
};
type Parent = { postMessage(message: ReaderFork): void };

type Waiting = {
  port: Port | undefined;
  pid: number | undefined;
  isUnwanted: boolean;
  readonly unsent: ToReader[];
  readonly answered: (answer: FromReader) => void;
  readonly ended: (how: string) => void;
};

/** A fork through main, and where to put what main says about readers. */
export function forkByMain(parent: Parent): {
  readonly fork: ForkReader;
  readonly hear: (message: ReaderForked, port: Port | undefined) => void;
} {
  const readers = new Map<number, Waiting>();
  let last = 0;
  const fork: ForkReader = ({ answered, ended }) => {
    last += 1;
    const number = last;
    const reader: Waiting = { port: undefined, pid: undefined, isUnwanted: false, unsent: [], answered, ended };
    readers.set(number, reader);
    parent.postMessage({ type: 'fork-reader', number });
    return {
      send: (message) => {
        if (reader.port === undefined) reader.unsent.push(message);
        else reader.port.postMessage(message);
      },
      kill: () => {
        reader.isUnwanted = true;
        killNow(reader);
      },
    };
  };
  const hear = (message: ReaderForked, port: Port | undefined): void => {
    const reader = readers.get(message.number);
    if (reader === undefined) return;
    if (message.type === 'reader-gone') {
      readers.delete(message.number);
      reader.ended(`with status ${message.code}`);
      return;
    }
    if (port === undefined) return;
    reader.pid = message.pid;
    reader.port = port;
    if (reader.isUnwanted) killNow(reader);
    port.on('message', ({ data }) => reader.answered(data as FromReader));
    port.start();
    for (const unsent of reader.unsent.splice(0)) port.postMessage(unsent);
  };
  return { fork, hear };
}

/** Electron's own kill asks politely, which a process inside SQLite does not hear. */
function killNow({ pid }: Waiting): void {
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // It had ended by itself.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
