// Why a case could not be opened, saved or closed, shown until it is put away.
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../stores/case-store.ts';
import { FailureNote } from '../widgets/failure-note.tsx';

/** The failure of the last case order; nothing when there is none. */
export function CaseFailure() {
  const { t } = useTranslation();
  const failure = useCaseStore((s) => s.failure);
  const seen = useCaseStore((s) => s.failureSeen);
  if (failure === null) return null;
  return (
    <FailureNote
      failure={failure}
      action={
        <button type="button" className="btn quiet" onClick={seen}>
          {t('act.dismiss')}
        </button>
      }
    />
  );
}
