// A failure shown where it happened: the sentence, the tip, and what may have been meant.
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/base/failure.ts';

type Props = { readonly failure: Failure; readonly action?: ReactNode };

/** Shows an expected failure in place. */
export function FailureNote({ failure, action }: Props) {
  return (
    <div className="failure-note" role="alert">
      <p className="failure-note-text">{failure.message}</p>
      {failure.tip === undefined ? null : <p className="muted">{failure.tip}</p>}
      {action}
    </div>
  );
}
