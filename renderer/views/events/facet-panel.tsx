// The panel beside the events: what there is of each field, counted over the selection, and paths the user adds.
import { useTranslation } from 'react-i18next';
import type { Facet, Selection } from '../../../shared/questions/questions.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useTablesStore } from '../../stores/tables-store.ts';
import { FailureNote, FailureWords } from '../../widgets/failure-note.tsx';
import { FacetGroup, mostValues } from './facet-group.tsx';
import { checkedValues, withCheckedValues } from './facet-terms.ts';
import { PathField } from './path-field.tsx';

const fields = ['kind', 'outcome', 'minion', 'fun', 'user', 'source'] as const;

/** All facets. A facet with checks is counted without its own term, so that a second value can be checked. */
export function FacetPanel({ selection }: { readonly selection: Selection }) {
  const { t } = useTranslation();
  const paths = useTablesStore((s) => s.facetPaths);
  const open = fields.filter((field) => checkedValues(selection.filter, field).length === 0);
  const { answer, failure } = useAnswer(
    'events.facets',
    open.length === 0 ? null : { ...selection, fields: open, limit: mostValues },
  );
  return (
    <aside className="ev-facets" aria-label={t('events.facet.title')}>
      {failure === null ? null : <FailureNote failure={failure} />}
      {fields.map((field) =>
        open.includes(field) ? (
          <FacetGroup
            key={field}
            field={field}
            title={t(`events.column.${field}`)}
            facet={answer?.facets.find((one) => one.field === field)}
          />
        ) : (
          <OwnFacet key={field} field={field} title={t(`events.column.${field}`)} selection={selection} />
        ),
      )}
      {paths.map((path) => (
        <OwnFacet
          key={path}
          field={path}
          title={path}
          selection={selection}
          onRemove={() => useTablesStore.getState().facetPathRemoved(path)}
        />
      ))}
      <AddPath />
    </aside>
  );
}

type OwnProps = {
  readonly field: string;
  readonly title: string;
  readonly selection: Selection;
  readonly onRemove?: () => void;
};

// Asked for by itself: with its own term taken out, or because paths are read from the raw records and take longer.
function OwnFacet({ field, title, selection, onRemove }: OwnProps) {
  const body = {
    ...selection,
    filter: withCheckedValues(selection.filter, field, []),
    fields: [field],
    limit: mostValues,
  };
  const { answer, failure } = useAnswer('events.facets', body);
  const facet: Facet | undefined = answer?.facets[0];
  return (
    <>
      <FacetGroup field={field} title={title} facet={facet} {...(onRemove === undefined ? {} : { onRemove })} />
      {failure === null ? null : (
        <div className="fc-note">
          <FailureWords failure={failure} />
        </div>
      )}
    </>
  );
}

function AddPath() {
  const { t } = useTranslation();
  return (
    <PathField
      label={t('events.facet.addLabel')}
      hint={t('events.facet.addHint')}
      button={t('events.facet.add')}
      wrong={t('events.facet.wrongPath')}
      onPath={(path) => useTablesStore.getState().facetPathAdded(path)}
    />
  );
}
