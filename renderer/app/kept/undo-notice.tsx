// Says what was removed, for as long as it can be put back from here.
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useUndoStore } from '../../stores/undo-store.ts';
import { plainVisible } from '../../widgets/visible-text.tsx';

/** The notice. */
export function UndoNotice() {
  const { t } = useTranslation();
  const { removed, failure, undone, dismissed } = useUndoStore();
  return (
    <div className="undo-notice" role="status" data-shown={removed !== null || undefined}>
      {removed === null ? null : (
        <>
          <span className="clip">{failure?.message ?? t('saved.removed', { name: plainVisible(removed.name) })}</span>
          <button type="button" className="btn" onClick={() => void undone()}>
            {t('saved.undo')}
          </button>
          <button type="button" className="btn quiet icon" aria-label={t('act.close')} onClick={dismissed}>
            <X size={14} aria-hidden />
          </button>
        </>
      )}
    </div>
  );
}
