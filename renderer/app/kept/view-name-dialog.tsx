// Gives a view its name, new or another one.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameFault, queryBounds } from '../../../shared/keep/saved-query.ts';
import { useViewsStore } from '../../stores/views-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Dialog } from '../dialog.tsx';

/** The dialog; shown while a view is named. */
export function ViewNameDialog() {
  const { t } = useTranslation();
  const { naming, namingEnded } = useViewsStore();
  const title = t(naming?.before == null ? 'command.saveView' : 'saved.renameView');
  return (
    <Dialog isOpen={naming !== null} onClose={namingEnded} title={title}>
      {naming === null ? null : <NameForm first={naming.before?.name ?? ''} isNew={naming.before === null} />}
    </Dialog>
  );
}

function NameForm({ first, isNew }: { readonly first: string; readonly isNew: boolean }) {
  const { t } = useTranslation();
  const [name, setName] = useState(first);
  const failure = useViewsStore((s) => s.failure);
  return (
    <form
      className="kept-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (nameFault(name.trim()) === null) void useViewsStore.getState().viewNamed(name.trim());
      }}
    >
      {isNew ? <p className="muted">{t('saved.viewHint')}</p> : null}
      <TextInput
        label={t('saved.name')}
        value={name}
        maxLength={queryBounds.name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {failure === null ? null : <FailureNote failure={failure} />}
      <p className="kept-buttons">
        <button type="submit" className="btn primary" disabled={nameFault(name.trim()) !== null}>
          {t('saved.save')}
        </button>
      </p>
    </form>
  );
}
