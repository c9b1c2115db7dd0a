// The arrows as a table: what the picture draws as curves, by keys and by ear.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Arrow, useArrows } from '../../stores/arrow-store.ts';
import { useReader } from '../../stores/reader.ts';
import { shownEvent, useSelectionStore } from '../../stores/selection-store.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { arrowEndText, useArrowTitle } from './arrow-story.tsx';
import { followArrow } from './use-arrows.ts';

/** The table; nothing where there are no arrows. */
export function ArrowList() {
  const { t } = useTranslation();
  const reader = useReader();
  const titleOf = useArrowTitle();
  const arrows = useArrows();
  const [active, setActive] = useState(0);
  const shown = useSelectionStore((s) => shownEvent(s.selected));
  if (arrows.length === 0) return null;
  const columns: DataColumn<Arrow>[] = [
    { id: 'role', header: t('arrows.column.role'), width: 130, cell: titleOf },
    {
      id: 'sure',
      header: t('arrows.column.sure'),
      width: 90,
      cell: ({ isInferred }) => t(isInferred ? 'arrows.inferred' : 'arrows.certain'),
    },
    {
      id: 'from',
      header: t('arrows.column.from'),
      width: 240,
      cell: ({ from }) => `${reader.clock(from.stamp, 'milli')} ${arrowEndText(from)}`,
    },
    {
      id: 'to',
      header: t('arrows.column.to'),
      width: 240,
      cell: ({ to }) => `${reader.clock(to.stamp, 'milli')} ${arrowEndText(to)}`,
    },
    {
      id: 'later',
      header: t('arrows.column.later'),
      width: 90,
      align: 'end',
      cell: ({ from, to }) => (from.stamp === null || to.stamp === null ? '' : reader.duration(to.stamp - from.stamp)),
    },
    { id: 'reason', header: t('arrows.column.reason'), width: 200, grows: true, cell: ({ reason }) => reason ?? '' },
  ];
  return (
    <div className="tl-arrows">
      <p className="tl-table-title">
        {t('arrows.count', { count: arrows.length, number: reader.number(arrows.length) })}
      </p>
      <div className="tl-table-grid">
        <DataTable<Arrow>
          label={t('arrows.title')}
          columns={columns}
          rowCount={arrows.length}
          rowAt={(at) => arrows[at]}
          active={Math.min(active, arrows.length - 1)}
          onMove={(at) => {
            setActive(at);
            const arrow = arrows[at];
            if (arrow !== undefined) useSelectionStore.getState().eventPicked(arrow.to.id);
          }}
          onOpen={(at) => {
            const arrow = arrows[at];
            if (arrow !== undefined) followArrow(arrow);
          }}
          isSelected={(arrow) => arrow.to.id === shown || arrow.from.id === shown}
        />
      </div>
    </div>
  );
}
