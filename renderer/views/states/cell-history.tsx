// The runs of one state on one minion, newest first; the one that is shown is marked.
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { type MatrixCell, useMatrixStore } from '../../stores/matrix-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { type MarkTone, OutcomeMark } from '../../widgets/outcome-mark.tsx';

const mostRuns = 100;
const tones: Readonly<Record<string, MarkTone>> = { 'would-change': 'changed' };
const plain: readonly MarkTone[] = ['succeeded', 'changed', 'failed', 'blocked', 'unknown'];

/** The list. A run can be looked into as the cell was. */
export function CellHistory({ cell }: { readonly cell: MatrixCell }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { sls, id, state, minion, event } = cell;
  const { answer } = useAnswer('states.history', { sls, id, state, minion, limit: mostRuns });
  if (answer === undefined) return null;
  return (
    <section className="sm-history" aria-label={t('states.history')}>
      <h3>
        {t('states.history')} <span className="muted">{reader.number(answer.total)}</span>
      </h3>
      <ol>
        {answer.runs.map((run) => (
          <li key={run.event}>
            <button
              type="button"
              className="sm-run"
              aria-current={run.event === event ? 'true' : undefined}
              onClick={() => {
                useMatrixStore.getState().cellPicked({ ...cell, event: run.event });
                useSelectionStore.getState().eventPicked(run.event);
              }}
            >
              <span className="number">{reader.dateTime(run.stamp, 'second')}</span>
              <OutcomeMark
                tone={tones[run.outcome] ?? plain.find((tone) => tone === run.outcome) ?? 'unknown'}
                word={t(`stateOutcome.${run.outcome}`)}
              />
              {run.isTest ? <span className="pill">{t('jobs.test')}</span> : null}
              <span className="muted number">
                {run.durationMs === null ? '' : reader.duration(run.durationMs * 1000)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {answer.total > answer.runs.length ? (
        <p className="muted">{t('states.older', { number: reader.number(answer.total - answer.runs.length) })}</p>
      ) : null}
    </section>
  );
}
