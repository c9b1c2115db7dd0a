// Names of the Electron channels between main and the preload, and the calls that main answers. Nobody else speaks on them.
import type { Failure } from '../base/failure.ts';
import type { ShareMark } from '../questions/share.ts';
import type { Shell } from './shell.ts';

/** Channel names; each carries exactly what its comment says. */
export const channels = {
  /** Preload → main, no body: the page is there and wants a port to the engine. */
  portWanted: 'engine.port-wanted',
  /** Main → preload, body `EngineState` (`ready`), one port: the way to the engine. */
  port: 'engine.port',
  /** Main → preload, body `EngineState` (`restarting`, `lost`): the port is dead. */
  engineState: 'engine.state',
  /** Main → preload, no body: a link from outside waits. */
  linkOffered: 'shell.link-offered',
  /** Preload → main, body `CaseSeen`: a case is open, to be kept in the list of recent ones. */
  caseSeen: 'shell.case-seen',
} as const;

/** Body of `channels.engineState`. */
export type EngineState = { readonly state: 'ready' | 'restarting' | 'lost'; readonly failure?: Failure };

/** Body of `channels.caseSeen`. `events` is `null` while not known, `id` where the case has none, `share` where it is no share. */
export type CaseSeen = {
  readonly path: string;
  readonly id?: string | null | undefined;
  readonly share?: ShareMark | null | undefined;
  readonly events: number | null;
};

/** Every call of `Shell`; the channel of a call is `shell.<name>`. A call missing here does not compile. */
export const shellCalls = Object.keys({
  appInfo: true,
  settings: true,
  saveSettings: true,
  recentCases: true,
  forgetCase: true,
  pickCaptures: true,
  pickCase: true,
  pickCasePlace: true,
  pickQueries: true,
  pickQueryPlace: true,
  saveReport: true,
  pickLibrary: true,
  takeLink: true,
  showFile: true,
  copyText: true,
} satisfies Record<keyof Shell, true>) as readonly (keyof Shell)[];
