// The second, smaller contract: what the window may ask of main (dialogs, settings, recent cases) and the shape of `window.bridge`.
import type { Failure } from '../base/failure.ts';
import type { ReadLink } from '../keep/case-link.ts';
import type { QuestionName } from '../questions/questions.ts';
import type { ShareMark } from '../questions/share.ts';
import type { News, NewsName, Orders } from './contract.ts';

/** What a person chose for the whole program; main keeps it in one file. */
export type Settings = {
  readonly theme: 'system' | 'light' | 'dark' | 'contrast';
  readonly language: 'system' | 'en' | 'zh-Hans';
  /** Factor on all text, 0.8 to 1.6. */
  readonly textScale: number;
  /** `UTC`, `local` or an IANA name. */
  readonly zone: string;
  /** Folder of saved queries; empty for the one beside the settings. */
  readonly library: string;
  /** Opens the case that was open last when the program starts without a file. */
  readonly reopensLast: boolean;
};

/** The settings of a first start. */
export const defaultSettings: Settings = {
  theme: 'system',
  language: 'system',
  textScale: 1,
  zone: 'UTC',
  library: '',
  reopensLast: false,
};

/** One case opened earlier. `isThere` is false when its file is gone. */
export type RecentCase = {
  readonly path: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly openedAt: number;
  readonly events: number | null;
  /** When and how a share was made; absent for a case that is none. */
  readonly share?: ShareMark | undefined;
  readonly isThere: boolean;
};

/** Facts about the running program. */
export type AppInfo = {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  /** The bundled example capture; `null` where it was not shipped. */
  readonly examplePath: string | null;
  /** Files named on the command line, captures or one case, to be opened at start. */
  readonly openPaths: readonly string[];
  /** The system's language tags, most wanted first. */
  readonly languages: readonly string[];
};

/** A link that came from outside, to be shown before anything is done; `read` says what it asks for or why it is none. */
export type LinkOffer = {
  readonly read: ReadLink;
  /** The case that it names, if it was open on this machine. */
  readonly known: { readonly path: string; readonly name: string; readonly isThere: boolean } | null;
};

/** The forms in which the window writes a report. */
export type ReportForm = 'markdown' | 'html' | 'pdf';

/** What main does for the window. Every call may be refused with a failure. */
export type Shell = {
  appInfo(): Promise<AppInfo>;
  settings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  recentCases(): Promise<readonly RecentCase[]>;
  forgetCase(path: string): Promise<void>;
  /**
   * Dialog for captures; empty when the user cancels. Only macOS has one dialog for files and folders: elsewhere absent means files,
   * and folders are asked for by name (or dropped).
   */
  pickCaptures(kind?: 'files' | 'folder'): Promise<readonly string[]>;
  /** File dialog for one case; `null` when the user cancels. */
  pickCase(): Promise<string | null>;
  /** Save dialog for a case; `null` when the user cancels. */
  pickCasePlace(suggestedName: string): Promise<string | null>;
  /** File dialog for YAML files of saved queries; empty when the user cancels. */
  pickQueries(): Promise<readonly string[]>;
  /** Save dialog for the file of a saved query; `null` when the user cancels. */
  pickQueryPlace(suggestedName: string): Promise<string | null>;
  /**
   * Save dialog for a report, which main then writes; `text` is Markdown, or HTML for `html` and `pdf`. Gives its path; `null` when
   * the user cancels.
   */
  saveReport(suggestedName: string, form: ReportForm, text: string): Promise<string | null>;
  /** Folder dialog for the library; `null` when the user cancels. */
  pickLibrary(): Promise<string | null>;
  /** The oldest link that waits for this window; `null` when there is none. Taken is taken. */
  takeLink(): Promise<LinkOffer | null>;
  /** Shows a file in the system's file manager. */
  showFile(path: string): Promise<void>;
  copyText(text: string): Promise<void>;
};

/** An answer, or why there is none. */
export type Reply<T> =
  | { readonly ok: true; readonly answer: T; readonly tookMs: number }
  | { readonly ok: false; readonly failure: Failure };

/** A piece of news as the window hears it. */
export type NewsItem = { readonly [N in NewsName]: { readonly news: N; readonly body: News[N] } }[NewsName];

/** `window.bridge`: the only thing the sandboxed page shares with the rest. Request ids are chosen by the page and never reused. */
export type WindowBridge = {
  /** `zone` is the zone shown: times in a filter that name none are in it. `UTC` when absent. */
  ask(name: QuestionName, body: unknown, id: number, zone?: string): Promise<Reply<unknown>>;
  order(name: keyof Orders, body: unknown, id: number): Promise<Reply<unknown>>;
  cancel(id: number): void;
  /** Hears all news; the result stops the listening. */
  listen(hear: (item: NewsItem) => void): () => void;
  readonly shell: Shell;
  /** Paths of dropped files; empty strings for things that are no files. */
  pathsOf(files: readonly unknown[]): readonly string[];
};
