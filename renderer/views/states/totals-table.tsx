// Every state over all its runs in the selection: what fails most, takes longest, or keeps changing.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

const sorts = ['failed', 'slowest', 'flapping'] as const;
const mostRows = 200;

/** The table. */
export function TotalsTable() {
  const { t } = useTranslation();
  const reader = useReader();
  const [sort, setSort] = useState<(typeof sorts)[number]>('failed');
  const inSight = useSelectionBody();
  const { answer, failure, isSlow } = useAnswer('states.totals', { ...inSight, sort, limit: mostRows });
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return isSlow ? <Skeleton label={t('states.waiting')} /> : null;
  if (answer.rows.length === 0) return <Empty title={t('states.none')}>{t('states.noneText')}</Empty>;
  const count = (value: number, tone?: 'failed' | 'missing') => (
    <td className="number" data-tone={value > 0 ? tone : undefined}>
      {reader.number(value)}
    </td>
  );
  return (
    <section className="sm-totals" aria-label={t('states.totals')}>
      <p className="sm-line muted">
        <label className="sm-order">
          {t('states.order')}
          <select value={sort} onChange={(change) => setSort(sorts.find((one) => one === change.target.value) ?? sort)}>
            {sorts.map((one) => (
              <option key={one} value={one}>
                {t(`states.sort.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <span>{t('states.totalsNote')}</span>
      </p>
      <table>
        <caption className="only-heard">{t('states.totals')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('states.column.state')}</th>
            {(['minions', 'runs', 'failed', 'blocked', 'changed', 'flapping', 'median', 'longest'] as const).map(
              (head) => (
                <th key={head} scope="col" className="number">
                  {t(`states.column.${head}`)}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map((row) => (
            <tr key={`${row.sls}.${row.id}.${row.state}`}>
              <th scope="row">
                <b>
                  <VisibleText text={row.id} />
                </b>{' '}
                <span className="muted">
                  <VisibleText text={`${row.sls ?? ''} ${row.state}`.trim()} />
                </span>
              </th>
              {count(row.minions)}
              {count(row.runs)}
              {count(row.failed, 'failed')}
              {count(row.blocked)}
              {count(row.changed)}
              {count(row.flapping, 'missing')}
              <td className="number">{reader.duration(row.medianMs === null ? null : row.medianMs * 1000)}</td>
              <td className="number">{reader.duration(row.maxMs === null ? null : row.maxMs * 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {answer.total > answer.rows.length ? (
        <p className="muted">{t('states.moreStates', { number: reader.number(answer.total - answer.rows.length) })}</p>
      ) : null}
    </section>
  );
}
