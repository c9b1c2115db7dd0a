// The command palette: every command, every saved query and named view, and the jids and minions of the case by name.

import uFuzzy from '@leeoniya/ufuzzy';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from '../../shared/questions/questions.ts';
import { useCaseStore } from '../stores/case-store.ts';
import { useLayoutStore } from '../stores/layout-store.ts';
import { askFind } from '../stores/lookups.ts';
import { useQueriesStore } from '../stores/queries-store.ts';
import { canRun } from '../stores/query-runners.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { useViewsStore } from '../stores/views-store.ts';
import { useZoneStore } from '../stores/zone-store.ts';
import { formatDateTime } from '../widgets/format-time.ts';
import { plainVisible } from '../widgets/visible-text.tsx';
import { commands } from './commands.ts';
import { keyText } from './key-text.ts';
import { paletteStore } from './palette-control.ts';

const nothingFound: Answer<'case.find'> = { minions: [], jobs: [] };
const fuzzy = new uFuzzy({ intraMode: 1, intraIns: 1 });

/** Positions of the texts that fit, best first; all when nothing is typed. */
function fuzzyOrder(texts: readonly string[], query: string): readonly number[] {
  if (query.trim() === '') return texts.map((_, n) => n);
  const [found, info, order] = fuzzy.search([...texts], query, 1, 1000);
  if (found === null) return [];
  return order === null || info === null ? found : order.flatMap((n) => info.idx[n] ?? []);
}

/** The palette. */
export function Palette() {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const isOpen = useCaseStore((s) => s.info !== null);
  const zone = useZoneStore((s) => s.zone);
  const [found, setFound] = useState(nothingFound);
  useEffect(() => {
    let isCurrent = true;
    if (!isOpen || query.trim() === '') setFound(nothingFound);
    else
      void askFind(query.trim()).then((answer) => {
        if (isCurrent) setFound(answer);
      });
    return () => {
      isCurrent = false;
    };
  }, [query, isOpen]);
  const entries = useQueriesStore((s) => s.list.entries);
  const views = useViewsStore((s) => s.views);
  // Only with a case there is something to be asked; the same name in two places means the first.
  const queries = isOpen
    ? entries.flatMap((entry) => ('query' in entry && canRun(entry.query.kind) ? [entry.query] : []))
    : [];
  const runnable = commands.filter((command) => command.id !== 'palette' && command.canRun());
  const names = runnable.map((command) => t(`command.${command.id}`));
  const groups: SpotlightActionGroupData[] = [
    {
      group: t('palette.minions'),
      actions: found.minions.map((minion) => ({
        id: `minion ${minion}`,
        label: plainVisible(minion),
        onClick: () => {
          useSelectionStore.getState().minionPicked(minion);
          useLayoutStore.getState().minionOpened(minion);
        },
      })),
    },
    {
      group: t('palette.jobs'),
      actions: found.jobs.map(({ jid, fun, started }) => ({
        id: `job ${jid}`,
        label: `${plainVisible(fun)} ${plainVisible(jid)}`,
        ...(started === null ? {} : { description: `${formatDateTime(started, zone, 'second')} ${zone}` }),
        onClick: () => {
          useSelectionStore.getState().jobPicked(jid);
          useLayoutStore.getState().jobOpened(jid);
        },
      })),
    },
    {
      group: t('palette.queries'),
      actions: fuzzyOrder(
        queries.map(({ name }) => name),
        query,
      ).flatMap((n) => {
        const found = queries[n];
        if (found === undefined) return [];
        return [
          {
            id: `query ${n}`,
            label: plainVisible(found.name),
            ...(found.description === '' ? {} : { description: plainVisible(found.description) }),
            onClick: () => useQueriesStore.getState().queryRun(found),
          },
        ];
      }),
    },
    {
      group: t('palette.views'),
      actions: fuzzyOrder(
        views.map(({ name }) => name),
        query,
      ).flatMap((n) => {
        const view = views[n];
        return view === undefined
          ? []
          : [
              {
                id: `view ${n}`,
                label: plainVisible(view.name),
                onClick: () => useViewsStore.getState().viewShown(view),
              },
            ];
      }),
    },
    {
      group: t('palette.commands'),
      actions: fuzzyOrder(names, query).flatMap((n) => {
        const command = runnable[n];
        const [keys] = command?.keys ?? [];
        if (command === undefined) return [];
        return [
          {
            id: command.id,
            label: names[n] ?? command.id,
            onClick: command.run,
            ...(keys === undefined ? {} : { rightSection: <kbd>{keyText(keys)}</kbd> }),
          },
        ];
      }),
    },
  ];
  return (
    <Spotlight
      store={paletteStore}
      actions={groups.filter((group) => group.actions.length > 0)}
      // What fits is decided above: commands by fuzzy name, jids and minions by the engine.
      filter={(_, actions) => actions}
      query={query}
      onQueryChange={setQuery}
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': t('palette.label') } }}
      shortcut={null}
      scrollable
      maxHeight={420}
      nothingFound={t('palette.nothing')}
      searchProps={{
        leftSection: <Search size={16} aria-hidden />,
        placeholder: t('palette.placeholder'),
        'aria-label': t('palette.label'),
      }}
    />
  );
}
