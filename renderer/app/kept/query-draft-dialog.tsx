// Makes or changes a saved query: name, text, parameters, and where it is kept. What is wrong is said while it is typed.
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queryFault } from '../../../shared/keep/check-query.ts';
import { placeholdersOf } from '../../../shared/keep/placeholders.ts';
import {
  type OwnPlace,
  parameterName,
  parameterTypes,
  type QueryParameter,
  queryBounds,
  queryKinds,
  type SavedQuery,
} from '../../../shared/keep/saved-query.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { type QueryDraft, useQueriesStore } from '../../stores/queries-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Dialog } from '../dialog.tsx';

/** The dialog; shown while there is a draft. */
export function QueryDraftDialog() {
  const { t } = useTranslation();
  const draft = useQueriesStore((s) => s.draft);
  const ended = useQueriesStore((s) => s.draftEnded);
  const title = t(draft?.replaces === null ? 'saved.newTitle' : 'saved.editTitle');
  return (
    <Dialog isOpen={draft !== null} onClose={ended} title={title} size="xl">
      {draft === null ? null : <DraftForm draft={draft} />}
    </Dialog>
  );
}

function DraftForm({ draft }: { readonly draft: QueryDraft }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState<SavedQuery>(() => withParameters(draft.query));
  const [place, setPlace] = useState<OwnPlace>(draft.place);
  const [isTried, setTried] = useState(false);
  const failure = useQueriesStore((s) => s.draftFailure);
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? true);
  const change = (part: Partial<SavedQuery>) => setQuery(withParameters({ ...query, ...part }));
  const fault = queryFault(query);
  const shown = fault !== null && (isTried || fault.part === 'text') && query.text !== '' ? fault : null;
  const faultOf = (part: string) => (shown?.part === part ? shown.message : undefined);
  return (
    <form
      className="kept-form"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (fault === null) void useQueriesStore.getState().draftSaved({ query, place, replaces: draft.replaces });
      }}
    >
      <div className="kept-two">
        <TextInput
          label={t('saved.name')}
          value={query.name}
          maxLength={queryBounds.name}
          error={faultOf('name')}
          data-autofocus
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <NativeSelect
          label={t('saved.keptIn')}
          value={place}
          data={(['case', 'library'] as const).map((value) => ({
            value,
            label: t(`saved.place.${value}`),
            disabled: value === 'case' && isReadOnly,
          }))}
          onChange={(event) => setPlace(event.currentTarget.value === 'case' ? 'case' : 'library')}
        />
        <NativeSelect
          label={t('saved.language')}
          value={query.kind}
          data={queryKinds.map((kind) => ({ value: kind, label: t(`saved.kind.${kind}`) }))}
          onChange={(event) =>
            change({ kind: queryKinds.find((kind) => kind === event.currentTarget.value) ?? 'filter' })
          }
        />
      </div>
      <TextInput
        label={t('saved.description')}
        value={query.description}
        maxLength={queryBounds.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <Textarea
        label={t('saved.text')}
        description={t('saved.textHint')}
        value={query.text}
        maxLength={queryBounds.text}
        error={faultOf('text')}
        rows={query.kind === 'filter' ? 3 : 9}
        resize="vertical"
        spellCheck={false}
        classNames={{ input: 'mono' }}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      {query.parameters.length === 0 ? null : (
        <fieldset className="kept-parameters">
          <legend>{t('saved.parameters')}</legend>
          {query.parameters.map((parameter, n) => (
            <ParameterRow
              key={parameter.name}
              parameter={parameter}
              onChange={(changed) => change({ parameters: query.parameters.with(n, changed) })}
            />
          ))}
          {faultOf('parameters') === undefined ? null : (
            <p className="kept-fault" role="alert">
              {faultOf('parameters')}
            </p>
          )}
        </fieldset>
      )}
      {failure === null ? null : <FailureNote failure={failure} />}
      <p className="kept-buttons">
        <button type="submit" className="btn primary">
          {t('saved.save')}
        </button>
        <button type="button" className="btn" onClick={() => useQueriesStore.getState().draftEnded()}>
          {t('act.cancel')}
        </button>
      </p>
    </form>
  );
}

/** The parameters are those that stand in the text: known ones keep what was said of them. */
function withParameters(query: SavedQuery): SavedQuery {
  const names = [...new Set(placeholdersOf(query.kind, query.text).map(({ name }) => name))];
  const parameters = names
    .filter((name) => parameterName.test(name))
    .slice(0, queryBounds.parameters)
    .map((name) => query.parameters.find((one) => one.name === name) ?? fresh(name));
  return { ...query, parameters };
}

/** A name that is a type's says what the parameter is. */
function fresh(name: string): QueryParameter {
  const type = parameterTypes.find((one) => one === name && one !== 'choice') ?? 'text';
  return { name, type, description: '', default: null, choices: [] };
}

type RowProps = { readonly parameter: QueryParameter; onChange(parameter: QueryParameter): void };

function ParameterRow({ parameter, onChange }: RowProps) {
  const { t } = useTranslation();
  const { name, type, choices } = parameter;
  return (
    <div className="kept-parameter">
      <code className="mono">${name}</code>
      <NativeSelect
        aria-label={t('saved.typeOf', { name })}
        value={type}
        data={parameterTypes.map((value) => ({ value, label: t(`saved.type.${value}`) }))}
        onChange={(event) => {
          const chosen = parameterTypes.find((one) => one === event.currentTarget.value) ?? 'text';
          onChange({ ...parameter, type: chosen, choices: chosen === 'choice' ? choices : [] });
        }}
      />
      {type === 'choice' ? (
        <TextInput
          aria-label={t('saved.choicesOf', { name })}
          placeholder={t('saved.choices')}
          defaultValue={choices.join(', ')}
          onChange={(event) =>
            onChange({
              ...parameter,
              choices: [...new Set(event.currentTarget.value.split(/[,，]/).map((one) => one.trim()))].filter(
                (one) => one !== '',
              ),
            })
          }
        />
      ) : null}
      <TextInput
        aria-label={t('saved.defaultOf', { name })}
        placeholder={t('saved.default')}
        value={parameter.default ?? ''}
        onChange={(event) => onChange({ ...parameter, default: event.currentTarget.value || null })}
      />
      <TextInput
        aria-label={t('saved.describeOf', { name })}
        placeholder={t('saved.description')}
        value={parameter.description}
        onChange={(event) => onChange({ ...parameter, description: event.currentTarget.value })}
      />
    </div>
  );
}
