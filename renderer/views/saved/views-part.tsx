// The named views of the case: show, take anew, rename, remove.
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../../stores/case-store.ts';
import { useViewsStore } from '../../stores/views-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** The part "Views". */
export function ViewsPart() {
  const { t } = useTranslation();
  const { views, failure, naming, namingBegun, viewShown, viewTakenAnew, viewRemoved } = useViewsStore();
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? true);
  return (
    <>
      <div className="saved-bar">
        <button type="button" className="btn primary" disabled={isReadOnly} onClick={() => namingBegun(null)}>
          <Plus size={14} aria-hidden />
          {t('command.saveView')}
        </button>
      </div>
      {failure === null || naming !== null ? null : <FailureNote failure={failure} />}
      {views.length === 0 ? (
        <Empty title={t('saved.noViews')}>{t('saved.viewHint')}</Empty>
      ) : (
        <ul className="card saved-list">
          {views.map((view) => (
            <li key={view.name} className="saved-row">
              <div className="saved-row-main">
                <button type="button" className="link" onClick={() => viewShown(view)}>
                  <VisibleText text={view.name} />
                </button>
              </div>
              {isReadOnly ? null : (
                <>
                  <button type="button" className="btn quiet" onClick={() => void viewTakenAnew(view.name)}>
                    {t('saved.takeAnew')}
                  </button>
                  <button type="button" className="btn quiet" onClick={() => namingBegun(view)}>
                    {t('saved.rename')}
                  </button>
                  <button type="button" className="btn quiet" onClick={() => void viewRemoved(view)}>
                    {t('saved.delete')}
                  </button>
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
