// The newest answer as a table or a chart, with what it says about itself.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SqlAnswer } from '../../../shared/questions/sql.ts';
import { useReader } from '../../stores/reader.ts';
import { useSqlStore } from '../../stores/sql-store.ts';
import { DataTable } from '../../widgets/data-table.tsx';
import { type ColumnLayout, plainLayout } from '../../widgets/data-table-columns.ts';
import { Empty } from '../../widgets/empty.tsx';
import { type OpenValue, ValueSpotHost } from '../../widgets/value-spot.tsx';
import { ResultChart } from './result-chart.tsx';
import { hasSecrets, type SqlRow, useResultColumns } from './result-columns.tsx';

/** The answer; give it the answer's count as key. */
export function SqlResult({ answer }: { readonly answer: SqlAnswer }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { shownAs: shown, shownAsChosen } = useSqlStore();
  const [isRevealed, setRevealed] = useState(false);
  const { rows, truncated, cutValues, tookMs } = answer;
  return (
    <section className="sql-result" aria-label={t('sql.result')}>
      <div className="sql-result-bar">
        <fieldset className="sql-switch" aria-label={t('sql.shownAs')}>
          {(['table', 'chart'] as const).map((how) => (
            <button key={how} type="button" aria-pressed={shown === how} onClick={() => shownAsChosen(how)}>
              {t(how === 'table' ? 'sql.table' : 'sql.chartTab')}
            </button>
          ))}
        </fieldset>
        <span className="muted" role="status">
          {t('sql.rows', { count: rows.length, n: reader.number(rows.length) })}
          {truncated ? ` · ${t('sql.truncated')}` : ''}
          {cutValues > 0 ? ` · ${t('sql.cut', { count: cutValues, n: reader.number(cutValues) })}` : ''}
          {` · ${reader.number(Math.round(tookMs))} ms`}
        </span>
        <span className="spring" />
        {hasSecrets(answer) ? (
          <button
            type="button"
            className="btn quiet"
            aria-pressed={isRevealed}
            onClick={() => setRevealed(!isRevealed)}
          >
            {t(isRevealed ? 'sql.cover' : 'sql.reveal')}
          </button>
        ) : null}
      </div>
      <div className="sql-result-body">
        {shown === 'chart' ? (
          <ResultChart answer={answer} />
        ) : (
          <ValueSpotHost>
            {(openValue) => <ResultTable answer={answer} isRevealed={isRevealed} openValue={openValue} />}
          </ValueSpotHost>
        )}
      </div>
    </section>
  );
}

type TableProps = { readonly answer: SqlAnswer; readonly isRevealed: boolean; readonly openValue: OpenValue };

function ResultTable({ answer, isRevealed, openValue }: TableProps) {
  const { t } = useTranslation();
  const columns = useResultColumns(answer, isRevealed, openValue);
  const [layout, setLayout] = useState<ColumnLayout>(plainLayout);
  const [active, setActive] = useState<number | null>(null);
  const listKey = useSqlStore((s) => String(s.answerCount));
  return (
    <DataTable<SqlRow>
      label={t('sql.tableLabel')}
      columns={columns}
      layout={layout}
      onLayout={setLayout}
      rowCount={answer.rows.length}
      rowAt={(index) => answer.rows[index]}
      listKey={listKey}
      active={active}
      onMove={setActive}
      empty={answer.rows.length === 0 ? <Empty title={t('sql.noRows')}>{t('sql.noRowsText')}</Empty> : undefined}
    />
  );
}
