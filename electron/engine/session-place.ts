// What a session is given by the process that it runs in.
import type { News, NewsName } from '../../shared/bridge/contract.ts';
import type { QueryFolders } from '../keep/all-queries.ts';
import type { RuleFolders } from '../library/rule-folder.ts';
import type { ForkReader } from './reader/reader-talk.ts';

/** What a session needs from its process. */
export type SessionPlace = {
  /** Folder for cases the user has not given a place yet. */
  readonly casesDir: string;
  readonly workerUrl?: URL | undefined;
  /** Where saved queries lie now; the user may choose another library. */
  readonly queryFolders: () => QueryFolders;
  /** Where the rules that find trouble lie. */
  readonly ruleFolders: () => RuleFolders;
  /** True while a question waits for its answer. */
  readonly isAsked: () => boolean;
  /** True when an answer was given just now: somebody looks at what was made of it, and moves it. */
  readonly isUsed: () => boolean;
  /** Starts a process that only reads, for what may have to be stopped. */
  readonly forkReader: ForkReader;
  readonly tell: <N extends NewsName>(name: N, body: News[N]) => void;
};
