// The one filter bar. A text that cannot be read changes nothing: what was last good stays in force, the fault is named with its place and what was perhaps meant.
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { noFaultDetails } from '../../../shared/filter/filter-fault.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useSelectedCount } from '../../stores/selected-count.ts';
import { useSqlStore } from '../../stores/sql-store.ts';
import { CodeLine } from '../../widgets/code-line.tsx';
import { formatNumber } from '../../widgets/format-number.ts';
import { SavedMenu } from '../kept/saved-menu.tsx';
import { styleNonce } from '../nonce.ts';
import { filterColours } from './filter-colours.ts';
import { filterCompletion } from './filter-completion.ts';
import './filter-bar.css';

const extensions = [filterCompletion, filterColours];
const errorId = 'filter-error';

/** The bar. */
export function FilterBar() {
  const { t, i18n } = useTranslation();
  const { typed, inForce, error, filterTyped, filterApplied } = useFilterStore();
  const all = useCaseStore((s) => s.info?.events ?? 0);
  const count = useSelectedCount();
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <search className="filter-bar" aria-label={t('filter.label')}>
      <span className="muted" aria-hidden="true">
        {t('filter.label')}
      </span>
      <div className={`filter-field ${error === null ? '' : 'wrong'}`}>
        <CodeLine
          value={typed}
          label={t('filter.label')}
          placeholder={t('filter.placeholder')}
          errorId={error === null ? null : errorId}
          extensions={extensions}
          nonce={styleNonce}
          onChange={filterTyped}
          onSubmit={filterApplied}
        />
        {error === null && typed.trim() !== inForce ? (
          <span className="filter-hint" aria-hidden="true">
            <kbd>Enter</kbd> {t('filter.apply')}
          </span>
        ) : null}
        {typed === '' ? null : (
          <button
            type="button"
            className="filter-clear"
            aria-label={t('command.clearFilter')}
            title={t('command.clearFilter')}
            onClick={() => filterApplied('')}
          >
            <X size={13} aria-hidden />
          </button>
        )}
      </div>
      <span className="muted filter-count">
        {count === null ? '…' : t('filter.count', { n: number(count), all: number(all) })}
      </span>
      <SavedMenu />
      <button
        type="button"
        className="btn quiet filter-sql"
        title={t('command.filterAsSql')}
        aria-label={t('command.filterAsSql')}
        onClick={() => void useSqlStore.getState().openFilter()}
      >
        SQL
      </button>
      <FilterFault />
    </search>
  );
}

function FilterFault() {
  const { t } = useTranslation();
  const { inForce, error, filterApplied, suggestionTaken } = useFilterStore();
  return (
    <div className="filter-fault" id={errorId} role="status" data-shown={error !== null || undefined}>
      {error === null ? null : (
        <>
          <span className="filter-fault-text">
            {t('filter.faultAt', {
              position: error.position,
              words: t(`filter.fault.${error.fault.code}`, { ...noFaultDetails, ...error.fault.details }),
            })}
          </span>
          {error.suggestions.length === 0 ? null : (
            <span>
              {t('filter.meant')}{' '}
              {error.suggestions.map((suggestion) => (
                <button
                  key={suggestion}
                  type="button"
                  className="link mono"
                  onClick={() => suggestionTaken(suggestion)}
                >
                  {suggestion}
                </button>
              ))}
            </span>
          )}
          <span className="muted">
            {inForce === '' ? t('filter.stillAll') : t('filter.stillInForce')}
            {inForce === '' ? null : <code className="mono"> {inForce}</code>}
          </span>
          <span className="spring" />
          <button type="button" className="link" onClick={() => filterApplied(inForce)}>
            {t('filter.takeBack')}
          </button>
        </>
      )}
    </div>
  );
}
