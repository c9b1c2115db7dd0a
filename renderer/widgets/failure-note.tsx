// A failure shown where it happened: what happened in the language of the window, the sentence that names what to, and the tip.
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../shared/base/failure.ts';

type Props = { readonly failure: Failure; readonly action?: ReactNode };

/** Shows an expected failure in place. */
export function FailureNote({ failure, action }: Props) {
  return (
    <div className="failure-note" role="alert">
      <FailureWords failure={failure} />
      {failure.tip === undefined ? null : (
        <p className="muted" lang="en">
          {failure.tip}
        </p>
      )}
      {action}
    </div>
  );
}

/** The sentences of a failure. The engine speaks English; in another language its code is put into words first. */
export function FailureWords({ failure }: { readonly failure: Failure }) {
  const { t, i18n } = useTranslation();
  if (i18n.language === 'en') return <p className="failure-note-text">{failure.message}</p>;
  return (
    <>
      <p className="failure-note-text">{t(`failure.${failure.code}`)}</p>
      <p className="muted" lang="en">
        {failure.message}
      </p>
    </>
  );
}
