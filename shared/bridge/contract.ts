// The one contract between the window and the engine: questions (read), orders (change), news (heard, droppable).
import type { Failure } from '../base/failure.ts';
import type { BackgroundProgress } from '../questions/background-progress.ts';
import type { CaseInfo, SourceInfo } from '../questions/case-info.ts';
import type { ImportProgress } from '../questions/import-progress.ts';
import type { Questions, Selection } from '../questions/questions.ts';
import type { ShareChoices, ShareMark, ShareProgress, ShareReport } from '../questions/share.ts';
import type { KeepOrders } from './keep-orders.ts';
import type { RuleOrders } from './rule-orders.ts';

/** The account of one import. */
export type ImportAccount = {
  readonly case: string;
  readonly sources: readonly SourceInfo[];
  /** True when the user stopped it: what was accepted until then is in the case. */
  readonly wasCancelled: boolean;
  /** Sources that could not be read to their end although reading had begun; they are marked incomplete. */
  readonly failures: readonly Failure[];
};

/** What the window remembers of a case, so that it opens to the same view. Opaque to the engine; at most 256 kB. */
export type SavedView = { readonly text: string };

/** Orders: change something; run one at a time. */
export type Orders = KeepOrders &
  RuleOrders & {
    /** Reads captures into the open case, or into a new one when none is open (`casePath` absent: a temporary place). */
    'import.start': {
      body: {
        readonly paths: readonly string[];
        readonly format?: string | undefined;
        readonly casePath?: string | undefined;
      };
      answer: ImportAccount;
    };
    'import.cancel': { body: Record<string, never>; answer: { readonly wasRunning: boolean } };
    'case.open': { body: { readonly path: string }; answer: CaseInfo };
    'case.close': { body: Record<string, never>; answer: Record<string, never> };
    /** Writes a whole copy of the open case to another place and goes on with that copy. */
    'case.save-as': { body: { readonly path: string }; answer: CaseInfo };
    'case.rebuild': { body: Record<string, never>; answer: CaseInfo };
    /** Writes a redacted share of the open case to a new file; the case stays as it is and open. */
    'share.write': {
      body: Selection & ShareChoices & { readonly path: string; readonly zone: string };
      answer: ShareReport;
    };
    'share.cancel': { body: Record<string, never>; answer: { readonly wasRunning: boolean } };
    /** Makes a path (`data.a.b`) a column: read in the background, kept up to date with every import. */
    'path.promote': { body: { readonly path: string }; answer: Record<string, never> };
    /** Takes that back, also while it is being read. */
    'path.demote': { body: { readonly path: string }; answer: Record<string, never> };
    'view.save': { body: SavedView; answer: Record<string, never> };
    'view.load': { body: Record<string, never>; answer: SavedView };
  };

/** News: engine → window; small, droppable, never rows. */
export type News = {
  'store.changed': { readonly revision: number; readonly events: number };
  'import.progress': ImportProgress;
  'share.progress': ShareProgress;
  'background.progress': BackgroundProgress;
  /** `id` names the case in links; `null` where it has none (read-only, of an older version). `share` says that it is one. */
  'case.changed': { readonly path: string | null; readonly id?: string | null; readonly share?: ShareMark | null };
  /** A large case, looked through while it is open, is damaged. */
  'case.damaged': { readonly failure: Failure };
  /** From main: a link from outside waits; `shell.takeLink` gives it. */
  'link.offered': Record<string, never>;
  /** From main: the engine is there (again), is being started, or gave up. */
  'engine.state': { readonly state: 'ready' | 'restarting' | 'lost'; readonly failure?: Failure | undefined };
};

/** Everything that can be requested over the port. */
export type Requests = Questions & Orders;
/** Name of a question or an order. */
export type RequestName = keyof Requests;
/** Name of a piece of news. */
export type NewsName = keyof News;
