// What every question is: an async function over an open case, cancellable, that gives an Outcome and changes nothing.
import { failed, type Outcome } from '../../shared/base/outcome.ts';
import type { Answer, Body, QuestionName } from '../../shared/questions/questions.ts';
import type { SqlAnswer, SqlLimits, SqlParameters } from '../../shared/questions/sql.ts';
import type { CaseFile } from '../store/case-file.ts';

/** Runs a statement of the user in a process beside the engine, which can be stopped. */
export type SqlRunner = (
  statement: {
    readonly path: string;
    readonly sql: string;
    readonly values?: SqlParameters | undefined;
    readonly limits: SqlLimits;
    readonly zone: string;
  },
  isCancelled: () => boolean,
) => Promise<Outcome<SqlAnswer>>;

/** What surrounds one asking. */
export type QuestionContext = {
  /** True once nobody waits for the answer any more; long scans look at it between slices. */
  readonly isCancelled: () => boolean;
  /** Zone of the times in a filter that name none: `UTC` or an IANA name. */
  readonly zone: string;
  /** Waits a little while others are asked; there for questions that can wait, which call it between slices. */
  readonly giveWay?: (() => Promise<void>) | undefined;
  /** Runs SQL of the user; there where `sql.run` can be asked. */
  readonly runSql?: SqlRunner | undefined;
};

/** One question: reads the case, answers or fails as a value. */
export type Question<N extends QuestionName> = (
  caseFile: CaseFile,
  body: Body<N>,
  context: QuestionContext,
) => Promise<Outcome<Answer<N>>>;

/** The failure of a question nobody waits for any more. */
export function cancelled<T>(): Outcome<T> {
  return failed({ code: 'question-cancelled', message: 'The question was cancelled.' });
}

/** Lets the event loop run between two slices of a long scan, so that a cancel can arrive. */
export function breathe(): Promise<void> {
  return new Promise((resume) => {
    setImmediate(resume);
  });
}

/** A breath for long loops: called often, it lets the event loop run once `ms` have passed since it last did. */
export function slicer(ms: number): () => Promise<void> | undefined {
  let sliceEnd = performance.now() + ms;
  return () => {
    if (performance.now() < sliceEnd) return undefined;
    return breathe().then(() => {
      sliceEnd = performance.now() + ms;
    });
  };
}
