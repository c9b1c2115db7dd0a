// The saved queries in the filter bar: run one, save what is in force, see all.
import { Menu } from '@mantine/core';
import { Bookmark, ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { queryPlaces } from '../../../shared/keep/saved-query.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { beginDraft, useQueriesStore } from '../../stores/queries-store.ts';
import { canRun } from '../../stores/query-runners.ts';
import { plainVisible } from '../../widgets/visible-text.tsx';
import './kept.css';

/** Begins to save the filter in force as a query, in the case where it can be written to. */
export function saveFilter(): void {
  beginDraft('filter', useFilterStore.getState().inForce);
}

/** The menu. */
export function SavedMenu() {
  const { t } = useTranslation();
  const entries = useQueriesStore((s) => s.list.entries);
  const hasFilter = useFilterStore((s) => s.inForce !== '');
  const readable = entries.flatMap((entry) => ('query' in entry && canRun(entry.query.kind) ? [entry] : []));
  return (
    <Menu position="bottom-end" shadow="md" returnFocus onOpen={() => void useQueriesStore.getState().queriesWanted()}>
      <Menu.Target>
        <button type="button" className="btn quiet">
          <Bookmark size={14} aria-hidden />
          {t('saved.menu')}
          <ChevronDown size={13} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className="saved-menu">
        <Menu.Item disabled={!hasFilter} onClick={saveFilter}>
          {t('command.saveFilter')}
        </Menu.Item>
        <Menu.Item onClick={() => useLayoutStore.getState().savedOpened('queries')}>{t('command.showSaved')}</Menu.Item>
        {queryPlaces.map((place) => {
          const here = readable.filter((entry) => entry.place === place);
          if (here.length === 0) return null;
          return [
            <Menu.Divider key={`${place}-line`} />,
            <Menu.Label key={place}>{t(`saved.place.${place}`)}</Menu.Label>,
            ...here.map(({ query }) => (
              <Menu.Item
                key={`${place} ${query.name}`}
                title={plainVisible(query.description)}
                onClick={() => useQueriesStore.getState().queryRun(query)}
              >
                {plainVisible(query.name)}
                {query.parameters.length > 0 ? '…' : ''}
              </Menu.Item>
            )),
          ];
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
