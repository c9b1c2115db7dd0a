// Runs before the page, in its sandbox: holds the port to the engine and puts `window.bridge` in place, the only thing the page shares with
// the rest. Bundled as CommonJS, because a sandboxed preload cannot import.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { channels, type EngineState, shellCalls } from '../../shared/bridge/channels.ts';
import type { Shell, WindowBridge } from '../../shared/bridge/shell.ts';
import { EngineLink, type Wire } from './engine-link.ts';

const link = new EngineLink((seen) => ipcRenderer.send(channels.caseSeen, seen));

ipcRenderer.on(channels.port, (event) => {
  const [port] = event.ports;
  if (port === undefined) throw new Error('bug: main sent no port');
  link.connected(port as unknown as Wire);
});
ipcRenderer.on(channels.engineState, (_event, state: EngineState) => link.disconnected(state));
ipcRenderer.on(channels.linkOffered, () => link.linkOffered());
ipcRenderer.send(channels.portWanted);

const shell = Object.fromEntries(
  shellCalls.map((name) => [name, (...args: unknown[]) => ipcRenderer.invoke(`shell.${name}`, ...args)]),
) as unknown as Shell;

const bridge: WindowBridge = {
  ask: (name, body, id, zone) => link.request(name, body, id, zone),
  order: (name, body, id) => link.request(name, body, id),
  cancel: (id) => link.cancel(id),
  listen: (hear) => link.listen(hear),
  shell,
  pathsOf: (files) => files.map(pathOf),
};

/** Something dropped that is no file has no path: `getPathForFile` throws for what is no File at all. */
function pathOf(file: unknown): string {
  return file instanceof File ? webUtils.getPathForFile(file) : '';
}

contextBridge.exposeInMainWorld('bridge', bridge);
