// Entry of the engine process (an Electron utility process): takes ports from main and puts a door behind each.
import type { FromEngine } from '../../shared/bridge/envelope.ts';
import type { ReaderForked } from '../../shared/bridge/reader-fork.ts';
import { Door } from './dispatch.ts';
import { forkByMain } from './reader/fork-by-main.ts';

/** The part of Electron's MessagePortMain and parentPort that is used here; the engine is plain Node code. */
type Port = {
  on(event: 'message', listener: (message: { readonly data: unknown; readonly ports: readonly Port[] }) => void): void;
  on(event: 'close', listener: () => void): void;
  start(): void;
  postMessage(message: unknown): void;
};

const parent = (process as unknown as { readonly parentPort?: Pick<Port, 'on' | 'postMessage'> }).parentPort;
if (parent === undefined) throw new Error('bug: the engine entry was started outside a utility process');

const [casesDir, workerUrl, builtIn, chosenLibrary, builtInRules, ownRules] = process.argv.slice(2);
if (casesDir === undefined || builtIn === undefined || chosenLibrary === undefined || builtInRules === undefined)
  throw new Error('bug: the engine was started without its folders');
let library = chosenLibrary;

const readers = forkByMain(parent);
let open: Door | undefined;
parent.on('message', ({ data, ports }) => {
  const [port] = ports;
  const message = data as
    | { readonly type: 'port' }
    | { readonly type: 'library'; readonly folder: string }
    | ReaderForked;
  if (message.type === 'library') {
    library = message.folder;
    return;
  }
  if (message.type !== 'port') {
    readers.hear(message, port);
    return;
  }
  if (port === undefined) return;
  // A new port means a new window (or a reload): the old one's case is closed with it.
  open?.close();
  const door = new Door({
    casesDir,
    queryFolders: () => ({ library, builtIn }),
    ruleFolders: () => ({ builtIn: builtInRules, own: ownRules }),
    workerUrl: workerUrl === undefined ? undefined : new URL(workerUrl),
    forkReader: readers.fork,
    send: (answer: FromEngine) => port.postMessage(answer),
    log: (line) => process.stderr.write(`engine: ${line}\n`),
  });
  open = door;
  port.on('message', (message) => {
    void door.receive(message.data);
  });
  port.on('close', () => {
    if (open === door) {
      door.close();
      open = undefined;
    }
  });
  port.start();
});
process.on('exit', () => open?.close());
