// What every thing that goes along in a share is asked for, and what it may ask for.
import type { Outcome } from '../../shared/base/outcome.ts';
import type { Span } from '../../shared/questions/questions.ts';
import type { CaseFile } from '../store/case-file.ts';
import type { CaseWriter } from '../store/case-writer.ts';

/** What a thing may ask for while it is made. */
export type CarryHands = {
  /** The text as it may be shown. */
  readonly text: (text: string) => string;
  /** The value of something that has a name. */
  readonly field: (name: string, value: string) => string;
  /** Id in the share of an event of the case; `undefined` when it does not go along. */
  readonly event: (id: number) => number | undefined;
  /** True for a job of which events go along. */
  readonly hasJob: (jid: string) => boolean;
  /** The only time of which events were selected. */
  readonly span: Span | undefined;
};

/** A thing as it is in the share. */
export type Made = {
  readonly count: number;
  readonly left: number;
  /** Writes it into the share; a transaction is open. */
  readonly write: (to: CaseFile, writer: CaseWriter) => Outcome<void>;
};
