// Captures came while a case is open: into this case, or a new one?
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../stores/case-store.ts';
import { useShellStore } from '../stores/shell-store.ts';
import { Dialog } from './dialog.tsx';

/** The question, asked only then. */
export function OfferDialog() {
  const { t } = useTranslation();
  const offered = useShellStore((s) => s.offered);
  const answer = useShellStore((s) => s.offerAnswered);
  const name = useCaseStore((s) => s.info?.name ?? '');
  return (
    <Dialog
      isOpen={offered !== null}
      onClose={() => void answer('cancel')}
      title={t('offer.title', { count: offered?.length ?? 0 })}
    >
      <ul className="mono muted offer-paths">
        {(offered ?? []).slice(0, 8).map((path) => (
          <li key={path} className="clip" title={path}>
            {path}
          </li>
        ))}
      </ul>
      <p className="row offer-buttons">
        <button type="button" className="btn primary" data-autofocus onClick={() => void answer('add')}>
          {t('offer.add', { name })}
        </button>
        <button type="button" className="btn" onClick={() => void answer('new')}>
          {t('offer.new')}
        </button>
      </p>
    </Dialog>
  );
}
