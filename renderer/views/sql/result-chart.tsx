// The chart of an answer with the choice of its sort and columns.
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SqlAnswer } from '../../../shared/questions/sql.ts';
import { Empty } from '../../widgets/empty.tsx';
import { type ChartChoice, chartKinds, guessChart, numberColumns } from './chart-choice.ts';
import { leftOut } from './chart-option.ts';

const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }));

/** The chart; begins with what the columns suggest. Give it the answer's count as key. */
export function ResultChart({ answer }: { readonly answer: SqlAnswer }) {
  const { t } = useTranslation();
  const [choice, setChoice] = useState(() => guessChart(answer));
  if (choice === null) return <Empty title={t('sql.chart.none')}>{t('sql.chart.noneText')}</Empty>;
  const left = leftOut(answer, choice);
  return (
    <div className="sql-chart-part">
      <div className="sql-chart-bar">
        <ChartControls answer={answer} choice={choice} onChoice={setChoice} />
        {left === 0 ? null : <span className="muted">{t('sql.chart.leftOut', { count: left })}</span>}
      </div>
      <Suspense fallback={null}>
        <ChartCanvas answer={answer} choice={choice} label={t('sql.chart.label', wordsOf(answer, choice))} />
      </Suspense>
    </div>
  );
}

function wordsOf({ columns }: SqlAnswer, { x, y }: ChartChoice) {
  return { x: columns[x]?.name ?? '', y: columns[y]?.name ?? '' };
}

type ControlProps = {
  readonly answer: SqlAnswer;
  readonly choice: ChartChoice;
  readonly onChoice: (choice: ChartChoice) => void;
};

function ChartControls({ answer, choice, onChoice }: ControlProps) {
  const { t } = useTranslation();
  const all = answer.columns.map((_, at) => at);
  const column = (part: 'x' | 'y' | 'split', from: readonly number[], label: string, mayBeNone: boolean) => (
    <label className="sql-pick">
      {label}
      <select
        value={choice[part] ?? ''}
        onChange={(change) =>
          onChoice({ ...choice, [part]: change.target.value === '' ? null : Number(change.target.value) })
        }
      >
        {mayBeNone ? <option value="">{t('sql.chart.noSplit')}</option> : null}
        {from.map((at) => (
          <option key={at} value={at}>
            {answer.columns[at]?.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <>
      <label className="sql-pick">
        {t('sql.chart.kind')}
        <select
          value={choice.kind}
          onChange={(change) => {
            const kind = chartKinds.find((one) => one === change.target.value);
            if (kind !== undefined) onChoice({ ...choice, kind });
          }}
        >
          {chartKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`sql.chart.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      {column('x', all, t('sql.chart.x'), false)}
      {column('y', numberColumns(answer), t('sql.chart.y'), false)}
      {column(
        'split',
        all,
        choice.kind === 'heat' ? t('sql.chart.rows') : t('sql.chart.split'),
        choice.kind !== 'heat',
      )}
    </>
  );
}
