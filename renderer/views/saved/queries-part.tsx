// All saved queries, by where they are kept; broken ones with their line and reason.
import { Menu } from '@mantine/core';
import { FolderOpen, Plus, Upload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type QueryPlace, queryPlaces } from '../../../shared/keep/saved-query.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { beginDraft, pickLibrary, useQueriesStore } from '../../stores/queries-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { QueryRow } from './query-row.tsx';

/** The part "Queries". */
export function QueriesPart() {
  const { t } = useTranslation();
  const { list, failure } = useQueriesStore();
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? true);
  return (
    <>
      <div className="saved-bar">
        <button type="button" className="btn primary" onClick={() => beginDraft('filter', '')}>
          <Plus size={14} aria-hidden />
          {t('saved.new')}
        </button>
        <ImportMenu isReadOnly={isReadOnly} />
      </div>
      {failure === null ? null : <FailureNote failure={failure} />}
      <Report />
      {queryPlaces.map((place) => (
        <Place key={place} place={place} />
      ))}
      <p className="muted saved-foot">
        {t('saved.libraryAt')}{' '}
        <span className="mono">
          <VisibleText text={list.folder} />
        </span>{' '}
        <button type="button" className="link" onClick={() => void chooseLibrary()}>
          {t('saved.chooseLibrary')}
        </button>
      </p>
    </>
  );
}

async function chooseLibrary(): Promise<void> {
  const folder = await pickLibrary();
  if (folder === null) return;
  useSettingsStore.getState().settingChanged({ library: folder });
  await useQueriesStore.getState().queriesWanted();
}

function ImportMenu({ isReadOnly }: { readonly isReadOnly: boolean }) {
  const { t } = useTranslation();
  const imported = useQueriesStore((s) => s.queriesImported);
  return (
    <Menu position="bottom-start" withinPortal shadow="md" returnFocus>
      <Menu.Target>
        <button type="button" className="btn">
          <Upload size={14} aria-hidden />
          {t('saved.import')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={isReadOnly} onClick={() => void imported('case')}>
          {t('saved.importTo.case')}
        </Menu.Item>
        <Menu.Item onClick={() => void imported('library')}>{t('saved.importTo.library')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** What became of the files that were imported last. */
function Report() {
  const { t } = useTranslation();
  const { report, failureSeen } = useQueriesStore();
  if (report === null) return null;
  return (
    <div className="saved-report" role="status">
      <p>{t('saved.imported', { count: report.imported.length })}</p>
      <ul>
        {report.refused.map(({ file, line, reason }) => (
          <li key={file}>
            <span className="mono">
              <VisibleText text={line === null ? file : `${file}:${line}`} />
            </span>{' '}
            <VisibleText text={reason} />
          </li>
        ))}
      </ul>
      <button type="button" className="link" onClick={failureSeen}>
        {t('act.dismiss')}
      </button>
    </div>
  );
}

function Place({ place }: { readonly place: QueryPlace }) {
  const { t } = useTranslation();
  const entries = useQueriesStore((s) => s.list.entries).filter((entry) => entry.place === place);
  return (
    <section aria-label={t(`saved.place.${place}`)}>
      <h2 className="saved-heading">
        {place === 'library' ? <FolderOpen size={14} aria-hidden /> : null}
        {t(`saved.place.${place}`)}
      </h2>
      {entries.length === 0 ? (
        <p className="muted">{t(`saved.empty.${place}`)}</p>
      ) : (
        <ul className="card saved-list">
          {entries.map((entry) => (
            <QueryRow key={'query' in entry ? entry.query.name : `broken ${entry.file} ${entry.name}`} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}
