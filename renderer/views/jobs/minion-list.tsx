// The minions of a job with what became of each: worst first, any number of them.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobMinion } from '../../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import { naturalOrder } from '../../../shared/salt/natural-order.ts';
import { worstOutcomes } from '../../stores/job-text.ts';
import { useReader } from '../../stores/reader.ts';
import { reasonLine } from '../../stores/state-output.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import type { TableSort } from '../../widgets/data-table-header.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

type Props = {
  readonly minions: readonly JobMinion[];
  readonly onlyOutcome: JobOutcome | null;
  readonly picked: string | null;
  readonly onPick: (minion: string) => void;
};

/** The list. Choosing a row shows its run beside it. */
export function MinionList({ minions, onlyOutcome, picked, onPick }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const [sort, setSort] = useState<TableSort>({ key: 'outcome', isDescending: true });
  const rows = useMemo(() => {
    const found = onlyOutcome === null ? minions : minions.filter((one) => one.outcome === onlyOutcome);
    return [...found].sort(inOrder(sort));
  }, [minions, onlyOutcome, sort]);
  const columns = useMemo(
    (): DataColumn<JobMinion>[] => [
      {
        id: 'minion',
        header: t('jobs.minions.minion'),
        width: 100,
        sortKey: 'minion',
        canHide: false,
        cell: (one) => (
          <span className="strong clip" title={one.minion}>
            <VisibleText text={one.minion} />
          </span>
        ),
      },
      {
        id: 'outcome',
        header: t('jobs.column.outcome'),
        width: 98,
        sortKey: 'outcome',
        sortsDescendingFirst: true,
        cell: (one) => <OutcomeMark tone={one.outcome} word={t(`outcome.${one.outcome}`)} />,
      },
      {
        id: 'took',
        header: t('jobs.column.duration'),
        width: 74,
        align: 'end',
        sortKey: 'took',
        sortsDescendingFirst: true,
        cell: (one) => <span className="muted">{reader.duration(one.durationUs)}</span>,
      },
      {
        id: 'what',
        header: t('jobs.minions.what'),
        width: 140,
        minWidth: 80,
        grows: true,
        cell: (one) => <What minion={one} />,
      },
    ],
    [t, reader],
  );
  const active = rows.findIndex((one) => one.minion === picked);
  return (
    <section className="jp-minions" aria-label={t('jobs.minions.title')}>
      <DataTable<JobMinion>
        label={t('jobs.minions.title')}
        columns={columns}
        rowCount={rows.length}
        rowAt={(index) => rows[index]}
        active={active === -1 ? null : active}
        onMove={(index) => {
          const one = rows[index];
          if (one !== undefined) onPick(one.minion);
        }}
        isSelected={(one) => one.minion === picked}
        sort={sort}
        onSort={setSort}
      />
    </section>
  );
}

function inOrder({ key, isDescending }: TableSort): (a: JobMinion, b: JobMinion) => number {
  const byName = (a: JobMinion, b: JobMinion) => naturalOrder(a.minion, b.minion);
  const sign = isDescending ? -1 : 1;
  if (key === 'minion') return (a, b) => sign * byName(a, b);
  if (key === 'took') return (a, b) => sign * ((a.durationUs ?? -1) - (b.durationUs ?? -1)) || byName(a, b);
  const rank = (one: JobMinion) => -worstOutcomes.indexOf(one.outcome);
  return (a, b) => sign * (rank(a) - rank(b)) || byName(a, b);
}

/** One line that says why. */
function What({ minion }: { readonly minion: JobMinion }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [root] = minion.rootFailures;
  const parts: string[] = [];
  if (root !== undefined) {
    parts.push(root.id);
    if (minion.rootFailures.length > 1)
      parts.push(t('jobs.minions.moreRoots', { number: reader.number(minion.rootFailures.length - 1) }));
  } else if (minion.errorText !== null) parts.push(reasonLine(minion.errorText));
  else if (minion.missingBecause !== null) parts.push(t(`jobs.missing.${minion.missingBecause.reason}`));
  if (minion.cascade > 0)
    parts.push(t('jobs.minions.blocked', { count: minion.cascade, number: reader.number(minion.cascade) }));
  if (minion.duplicates > 0)
    parts.push(t('jobs.minions.again', { count: minion.duplicates, number: reader.number(minion.duplicates) }));
  if (minion.isExpected === false) parts.push(t('jobs.minions.notExpected'));
  const text = parts.join(' · ');
  return (
    <span className="clip muted" title={text}>
      <VisibleText text={text} />
    </span>
  );
}
