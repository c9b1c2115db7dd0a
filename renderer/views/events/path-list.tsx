// The paths into the data in the column chooser: those that are columns of the table, and those that the case keeps fast.
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useBackgroundStore } from '../../stores/background-store.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useTablesStore } from '../../stores/tables-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';
import { PathField } from './path-field.tsx';
import { PromoteButton } from './promote-button.tsx';

/** The list and the field for one more. */
export function PathList() {
  const { t } = useTranslation();
  const columns = useTablesStore((s) => s.columnPaths);
  const promoted = useCaseStore((s) => s.info?.promoted) ?? [];
  const failure = useBackgroundStore((s) => s.failure);
  const all = [...new Set([...columns, ...promoted.map(({ path }) => path)])];
  return (
    <section className="pl" aria-label={t('paths.title')}>
      <p className="caption">{t('paths.title')}</p>
      {all.length === 0 ? <p className="muted">{t('paths.none')}</p> : null}
      <ul>
        {all.map((path) => (
          <li key={path} className="dtc-row">
            <label className="dtc-name mono" title={plainVisible(path)}>
              <input
                type="checkbox"
                checked={columns.includes(path)}
                onChange={() =>
                  columns.includes(path)
                    ? useTablesStore.getState().columnPathRemoved(path)
                    : useTablesStore.getState().columnPathAdded(path)
                }
              />
              <span className="clip">
                <VisibleText text={path} />
              </span>
            </label>
            <PromoteButton path={path} />
            {columns.includes(path) ? (
              <button
                type="button"
                className="fc-icon"
                aria-label={t('paths.remove', { path })}
                onClick={() => useTablesStore.getState().columnPathRemoved(path)}
              >
                <X size={12} />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      <PathField
        label={t('paths.addLabel')}
        hint={t('paths.addHint')}
        button={t('paths.add')}
        wrong={t('paths.wrong')}
        onPath={(path) => useTablesStore.getState().columnPathAdded(path)}
      />
      {failure === null ? null : <FailureNote failure={failure} />}
    </section>
  );
}
