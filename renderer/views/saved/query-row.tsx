// One saved query: what it asks, a button where it can be run, and what can be done with it.
import { Menu } from '@mantine/core';
import { CircleAlert, Ellipsis, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReportThing } from '../../../shared/keep/report.ts';
import type { OwnPlace, QueryEntry, SavedQuery } from '../../../shared/keep/saved-query.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { atOf, nameOf, useQueriesStore } from '../../stores/queries-store.ts';
import { canRun } from '../../stores/query-runners.ts';
import { useReportStore } from '../../stores/report-store.ts';
import { copyText } from '../../stores/shell-store.ts';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

type Readable = Extract<QueryEntry, { query: SavedQuery }>;

/** The row. */
export function QueryRow({ entry }: { readonly entry: QueryEntry }) {
  const { t } = useTranslation();
  if (!('query' in entry)) return <BrokenRow entry={entry} />;
  const { query } = entry;
  const isRunnable = canRun(query.kind);
  return (
    <li className="saved-row">
      <div className="saved-row-main">
        <p className="saved-row-head">
          <b>
            <VisibleText text={query.name} />
          </b>
          <span className="pill">{t(`saved.kind.${query.kind}`)}</span>
          {query.description === '' ? null : (
            <span className="muted">
              <VisibleText text={query.description} />
            </span>
          )}
        </p>
        <code className="mono muted saved-row-text" title={plainVisible(query.text)}>
          <VisibleText text={query.text} />
        </code>
      </div>
      {isRunnable ? (
        <button
          type="button"
          className="btn"
          aria-label={t('saved.runNamed', { name: plainVisible(query.name) })}
          onClick={() => useQueriesStore.getState().queryRun(query)}
        >
          <Play size={13} aria-hidden />
          {t('saved.run')}
        </button>
      ) : null}
      <RowMenu entry={entry} />
    </li>
  );
}

function RowMenu({ entry }: { readonly entry: Readable }) {
  const { t } = useTranslation();
  const { draftBegun, queryMoved, queryRemoved, queryExported } = useQueriesStore();
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? true);
  const { query, place } = entry;
  const copyOf = { ...query, name: t('saved.copyOf', { name: query.name }) };
  const other: OwnPlace = place === 'case' ? 'library' : 'case';
  const own: OwnPlace = place === 'built-in' ? (isReadOnly ? 'library' : 'case') : place;
  const isFixed = place === 'built-in' || (place === 'case' && isReadOnly);
  return (
    <Menu position="bottom-end" withinPortal shadow="md" returnFocus>
      <Menu.Target>
        <button
          type="button"
          className="btn quiet icon"
          aria-label={t('saved.more', { name: plainVisible(query.name) })}
          title={t('saved.more', { name: plainVisible(query.name) })}
        >
          <Ellipsis size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {isFixed ? null : (
          <Menu.Item onClick={() => draftBegun({ query, place: own, replaces: atOf(entry) })}>
            {t('saved.edit')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => draftBegun({ query: copyOf, place: own, replaces: null })}>
          {t('saved.duplicate')}
        </Menu.Item>
        {place === 'built-in' ? (
          <Menu.Item onClick={() => void queryMoved(entry, 'library')}>{t('saved.copyTo.library')}</Menu.Item>
        ) : (
          <Menu.Item disabled={isReadOnly} onClick={() => void queryMoved(entry, other)}>
            {t(`saved.moveTo.${other}`)}
          </Menu.Item>
        )}
        {query.parameters.length > 0 ? null : (
          <Menu.Item disabled={isReadOnly} onClick={() => void useReportStore.getState().thingsPinned([pinOf(query)])}>
            {t('saved.pin')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => copyText(query.text)}>{t('saved.copyText')}</Menu.Item>
        <Menu.Item onClick={() => void queryExported(entry)}>{t('saved.export')}</Menu.Item>
        {isFixed ? null : (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => void queryRemoved(entry)}>{t('saved.delete')}</Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A query without parameters as it stands in the report. */
function pinOf({ name, kind, text }: SavedQuery): ReportThing {
  return { is: 'query', name, ask: kind === 'filter' ? 'events' : kind, text };
}

function BrokenRow({ entry }: { readonly entry: Exclude<QueryEntry, Readable> }) {
  const { t } = useTranslation();
  const name = nameOf(entry) ?? entry.file ?? '';
  return (
    <li className="saved-row" data-broken>
      <CircleAlert size={15} className="saved-broken" role="img" aria-label={t('saved.broken')} />
      <div className="saved-row-main">
        <p className="saved-row-head">
          <b className="mono">
            <VisibleText text={entry.line === null ? name : `${name}:${entry.line}`} />
          </b>
          <span className="pill">{t('saved.broken')}</span>
        </p>
        <p className="saved-reason">
          <VisibleText text={entry.reason} />
        </p>
      </div>
      {name === '' ? null : (
        <button type="button" className="btn" onClick={() => void useQueriesStore.getState().queryRemoved(entry)}>
          {t('saved.delete')}
        </button>
      )}
    </li>
  );
}
