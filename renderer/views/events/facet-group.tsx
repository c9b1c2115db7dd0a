// One facet: the values of a field with their counts, a check each that edits the filter, and a way to exclude.
import { Ban, ChevronDown, ChevronRight, X } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Facet } from '../../../shared/questions/questions.ts';
import { outcomes } from '../../../shared/salt/job-outcome.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useTablesStore } from '../../stores/tables-store.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';
import { checkedValues, withCheckedValues } from './facet-terms.ts';
import { PromoteButton } from './promote-button.tsx';

type Props = {
  readonly field: string;
  readonly title: string;
  readonly facet: Facet | undefined;
  /** Set for paths that the user added. */
  readonly onRemove?: () => void;
};

const fewValues = 6;
/** Values asked for at most. */
export const mostValues = 100;

/** The facet with its heading. */
export function FacetGroup({ field, title, facet, onRemove }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const id = useId();
  const filter = useFilterStore((s) => s.inForce);
  const isClosed = useTablesStore((s) => s.closedFacets.includes(field));
  const [isLong, setLong] = useState(false);
  const checked = checkedValues(filter, field);
  const values = facet?.values ?? [];
  const unseen = checked
    .filter((value) => !values.some((one) => one.value === value))
    .map((value) => ({ value, count: 0 }));
  const all = [...unseen, ...values];
  const shown = isLong ? all : all.slice(0, Math.max(fewValues, unseen.length));
  const most = Math.max(1, ...all.map(({ count }) => count));

  const toggle = (value: string) => {
    const next = checked.includes(value) ? checked.filter((one) => one !== value) : [...checked, value];
    useFilterStore.getState().filterApplied(withCheckedValues(filter, field, next));
  };

  return (
    <section className="fc" aria-labelledby={id}>
      <header className="fc-head">
        <button
          type="button"
          id={id}
          className="fc-title"
          aria-expanded={!isClosed}
          onClick={() => useTablesStore.getState().facetFolded(field)}
        >
          {isClosed ? <ChevronRight size={12} aria-hidden="true" /> : <ChevronDown size={12} aria-hidden="true" />}
          <span className="clip">{title}</span>
          {facet === undefined || facet.distinct <= fewValues ? null : (
            <span className="faint">{reader.number(facet.distinct)}</span>
          )}
        </button>
        {checked.length === 0 ? null : (
          <button
            type="button"
            className="link fc-clear"
            onClick={() => useFilterStore.getState().filterApplied(withCheckedValues(filter, field, []))}
          >
            {t('events.facet.all')}
          </button>
        )}
        {onRemove === undefined ? null : <PromoteButton path={field} />}
        {onRemove === undefined ? null : (
          <button
            type="button"
            className="fc-icon"
            aria-label={t('events.facet.remove', { field: title })}
            onClick={onRemove}
          >
            <X size={12} />
          </button>
        )}
      </header>
      {isClosed ? null : (
        <ul>
          {shown.map(({ value, count }) => (
            <li key={value} className="fc-row">
              <label className="fc-value" title={plainVisible(value)}>
                <input type="checkbox" checked={checked.includes(value)} onChange={() => toggle(value)} />
                <span className="fc-word clip">
                  <FacetWord field={field} value={value} />
                </span>
                <span className="fc-count">{reader.number(count)}</span>
                <i aria-hidden="true" className="fc-bar" style={{ width: `${(count / most) * 100}%` }} />
              </label>
              <button
                type="button"
                className="fc-icon fc-not"
                aria-label={t('events.facet.exclude', { value: plainVisible(value) })}
                title={t('events.facet.exclude', { value: plainVisible(value) })}
                onClick={() => useFilterStore.getState().termAdded(field, value, true)}
              >
                <Ban size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      {isClosed || facet === undefined ? null : <FacetFoot facet={facet} />}
      {isClosed || all.length <= shown.length ? null : (
        <button type="button" className="link fc-more" onClick={() => setLong(true)}>
          {t('events.facet.more', { count: all.length - shown.length })}
        </button>
      )}
    </section>
  );
}

function FacetWord({ field, value }: { readonly field: string; readonly value: string }) {
  const { t } = useTranslation();
  const outcome = field === 'outcome' ? outcomes.find((one) => one === value) : undefined;
  if (outcome !== undefined) return <OutcomeMark tone={outcome} word={t(`outcome.${outcome}`)} />;
  return <VisibleText text={value} />;
}

function FacetFoot({ facet }: { readonly facet: Facet }) {
  const { t } = useTranslation();
  const reader = useReader();
  return (
    <>
      {facet.values.length === 0 ? <p className="fc-note">{t('events.facet.none')}</p> : null}
      {facet.isComplete ? null : (
        <p className="fc-note">{t('events.facet.partly', { scanned: reader.number(facet.scanned) })}</p>
      )}
    </>
  );
}
