// The bar above the lanes: by what, in which groups and order, finding a lane, going along the failures, picture or table.
import { Menu } from '@mantine/core';
import { ChevronDown, ChevronLeft, ChevronRight, Maximize2, Search, TableProperties } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LaneGrouping, laneFields, laneSorts } from '../../../shared/questions/timeline.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { goToFailure } from '../../stores/timeline-failures.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';

type Props = {
  readonly total: number | null;
  readonly shown: number;
  readonly groups: readonly string[];
  /** Only the names of the lanes are known as yet. */
  readonly isDraft: boolean;
};

const groupFields = ['outcome', 'fun', 'user', 'kind', 'source', 'minion'] as const;
const mostGrains = 24;

/** The bar. */
export function TimelineBar({ total, shown, groups, isDraft }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const by = useTimelineStore((s) => s.by);
  const sort = useTimelineStore((s) => s.sort);
  const moves = useTimelineStore((s) => s.moves);
  const find = useTimelineStore((s) => s.find);
  const isTable = useTimelineStore((s) => s.isTable);
  const isNarrowed = useSpanStore((s) => s.visible !== null);
  const { byChosen, sortChosen, movesUndone, findTyped, tableToggled } = useTimelineStore.getState();
  return (
    <div className="tl-bar" role="toolbar" aria-label={t('timeline.toolbar')}>
      <Choice label={t('timeline.by.label')} value={t(`timeline.by.${by}`)}>
        {laneFields.map((field) => (
          <Menu.Item key={field} onClick={() => byChosen(field)} aria-current={field === by}>
            {t(`timeline.by.${field}`)}
          </Menu.Item>
        ))}
      </Choice>
      <GroupChoice groups={groups} />
      <Choice
        label={t('timeline.sort.label')}
        value={
          moves.length > 0
            ? t('timeline.sort.byHand', { sort: t(`timeline.sort.${sort}`) })
            : t(`timeline.sort.${sort}`)
        }
      >
        {laneSorts.map((one) => (
          <Menu.Item key={one} onClick={() => sortChosen(one)} aria-current={one === sort}>
            {t(`timeline.sort.${one}`)}
          </Menu.Item>
        ))}
        {moves.length > 0 ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={movesUndone}>{t('timeline.sort.undoMoves')}</Menu.Item>
          </>
        ) : null}
      </Choice>
      <label className="tl-find">
        <Search size={13} aria-hidden="true" />
        <input
          type="search"
          value={find}
          placeholder={t('timeline.find')}
          aria-label={t('timeline.find')}
          onChange={(change) => findTyped(change.target.value)}
        />
      </label>
      <span className="muted tl-count" aria-live="polite">
        {total === null
          ? ''
          : total > shown
            ? t('timeline.firstOf', { shown: reader.number(shown), total: reader.number(total) })
            : t('timeline.count', { count: total, number: reader.number(total) })}
        {isDraft ? ` · ${t('timeline.ordering')}` : ''}
      </span>
      <span className="spring" />
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('command.previousFailure')}
        title={`${t('command.previousFailure')} ([)`}
        onClick={() => void goToFailure(true)}
      >
        <ChevronLeft size={15} aria-hidden="true" />
      </button>
      <span className="tl-failures" aria-hidden="true">
        {t('timeline.failures')}
      </span>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('command.nextFailure')}
        title={`${t('command.nextFailure')} (])`}
        onClick={() => void goToFailure(false)}
      >
        <ChevronRight size={15} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('command.wholeSpan')}
        title={`${t('command.wholeSpan')} (F)`}
        disabled={!isNarrowed}
        onClick={() => useSpanStore.getState().spanReset()}
      >
        <Maximize2 size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('timeline.asTable')}
        title={t('timeline.asTable')}
        aria-pressed={isTable}
        onClick={tableToggled}
      >
        <TableProperties size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

function Choice({
  label,
  value,
  children,
  onOpen,
}: {
  readonly label: string;
  readonly value: string;
  readonly children: ReactNode;
  readonly onOpen?: () => void;
}) {
  return (
    <Menu position="bottom-start" withinPortal shadow="md" returnFocus {...(onOpen === undefined ? {} : { onOpen })}>
      <Menu.Target>
        <button type="button" className="btn quiet tl-choice">
          <span className="muted">{label}</span> {value}
          <ChevronDown size={13} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}

function GroupChoice({ groups }: { readonly groups: readonly string[] }) {
  const { t } = useTranslation();
  const by = useTimelineStore((s) => s.by);
  const grouping = useTimelineStore((s) => s.grouping);
  const folded = useTimelineStore((s) => s.folded);
  const { groupingChosen, allFolded } = useTimelineStore.getState();
  // Asked for by whoever opens the menu: to find them the records that tell grains are read.
  const [isOpened, setOpened] = useState(false);
  const grains = useAnswer('timeline.grains', isOpened && by === 'minion' ? {} : null).answer?.grains ?? [];
  const words = (one: LaneGrouping): string =>
    one.by === 'part'
      ? t('timeline.group.part', { separator: one.separator, part: one.part })
      : one.by === 'field'
        ? t(`timeline.group.${one.field}`)
        : one.grain;
  const item = (one: LaneGrouping) => (
    <Menu.Item key={JSON.stringify(one)} onClick={() => groupingChosen(one)}>
      {words(one)}
    </Menu.Item>
  );
  return (
    <Choice
      label={t('timeline.group.label')}
      value={grouping === null ? t('timeline.group.none') : words(grouping)}
      onOpen={() => setOpened(true)}
    >
      <Menu.Item onClick={() => groupingChosen(null)}>{t('timeline.group.none')}</Menu.Item>
      <Menu.Divider />
      {by === 'minion' || by === 'fun'
        ? [
            { by: 'part', separator: '.', part: 0 } as const,
            { by: 'part', separator: '.', part: 1 } as const,
            { by: 'part', separator: '-', part: 0 } as const,
            { by: 'part', separator: '-', part: 1 } as const,
          ].map(item)
        : null}
      {groupFields.filter((field) => field !== by).map((field) => item({ by: 'field', field }))}
      {grains.length > 0 ? <Menu.Label>{t('timeline.group.grains')}</Menu.Label> : null}
      {grains.slice(0, mostGrains).map(({ name }) => item({ by: 'grain', grain: name }))}
      {groups.length > 1 ? (
        <>
          <Menu.Divider />
          <Menu.Item onClick={() => allFolded(folded.length < groups.length ? groups : [])}>
            {folded.length < groups.length ? t('timeline.group.foldAll') : t('timeline.group.unfoldAll')}
          </Menu.Item>
        </>
      ) : null}
    </Choice>
  );
}
