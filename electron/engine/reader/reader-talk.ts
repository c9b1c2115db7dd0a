// What the engine and a reader say to each other. One request at a time.
import type { Outcome } from '../../../shared/base/outcome.ts';
import type { SqlAnswer, SqlLimits, SqlParameters } from '../../../shared/questions/sql.ts';
import type { CheckedPages } from '../../store/inspect-case.ts';

/** Engine → reader. */
export type ToReader =
  | {
      readonly type: 'sql';
      readonly path: string;
      readonly sql: string;
      readonly values?: SqlParameters | undefined;
      readonly limits: SqlLimits;
      readonly zone: string;
    }
  /** Look at a file that may be hostile: every check of opening a case. */
  | { readonly type: 'inspect'; readonly path: string; readonly pages: CheckedPages };

/** What each request is answered with. */
export type ReaderAnswers = { readonly sql: SqlAnswer; readonly inspect: null };

/** Reader → engine. */
export type FromReader = Outcome<ReaderAnswers[keyof ReaderAnswers]>;

/** A reader process as the engine holds it; what is sent before it is up is kept for it. */
export type ReaderProcess = {
  readonly send: (message: ToReader) => void;
  /** Ends it at once, whatever it is doing. */
  readonly kill: () => void;
};

/** Starts a reader process. `answered` hears every answer, `ended` once that it is gone; `how` continues "It ended ". */
export type ForkReader = (hear: {
  readonly answered: (answer: FromReader) => void;
  readonly ended: (how: string) => void;
}) => ReaderProcess;
