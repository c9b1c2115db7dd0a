// Starts readers as child processes of Node: for the command line, the tests, and an engine outside of Electron.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ForkReader, FromReader } from './reader-talk.ts';

const entry = fileURLToPath(new URL('./reader-process.ts', import.meta.url));

/** Starts one. */
export const forkReader: ForkReader = ({ answered, ended }) => {
  const child = fork(entry, [String(process.pid)], {
    // Types are stripped by Node itself, which says so on standard error.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Ctrl-C in a terminal goes to all of a group: who is killed is the engine's to decide. (On Windows that opens a console.)
    detached: process.platform !== 'win32',
  });
  child.on('message', (answer) => answered(answer as FromReader));
  child.once('error', (error) => ended(`before it began: ${error.message}`));
  child.once('exit', (code, signal) => ended(signal === null ? `with status ${code}` : `by ${signal}`));
  return {
    // A reader that is gone is heard of by its end.
    send: (message) => child.send(message, () => undefined),
    kill: () => child.kill('SIGKILL'),
  };
};
