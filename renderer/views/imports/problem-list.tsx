// The defects of the sources: counted by code, then each with its sample and its place.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProblemRow } from '../../../shared/questions/case-info.ts';
import type { ProblemCode, Severity } from '../../../shared/salt/problem.ts';
import { coverSecrets } from '../../../shared/salt/secret.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** Which defects are listed; `null` = all. */
export type ProblemChoice = { readonly source: number | null; readonly code: ProblemCode | null };

type Props = { readonly choice: ProblemChoice; onChoice(choice: ProblemChoice): void };

const pageLength = 100;
const worstFirst: readonly Severity[] = ['error', 'data-loss', 'notice', 'info'];

/** Counts by code and the list. */
export function ProblemList({ choice, onChoice }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const info = useCaseStore((s) => s.info);
  const source = info?.sources.find((one) => one.id === choice.source);
  const counts = source?.problems ?? info?.problems ?? [];
  const ranked = [...counts].sort(
    (a, b) => worstFirst.indexOf(a.severity) - worstFirst.indexOf(b.severity) || b.count - a.count,
  );
  const total = counts.reduce((sum, one) => sum + one.count, 0);
  if (total === 0)
    return (
      <p className="imports-fine" role="status">
        {t('imports.noProblems')}
      </p>
    );
  return (
    <section className="card imports-card" aria-labelledby="imports-problems">
      <div className="imports-problems-head">
        <h2 id="imports-problems">
          {source === undefined
            ? t('imports.problems', { count: total, n: reader.number(total) })
            : t('imports.problemsOf', { count: total, n: reader.number(total), name: source.name })}
        </h2>
        <fieldset className="imports-codes">
          <legend className="only-heard">{t('imports.byCode')}</legend>
          {ranked.map((one) => (
            <button
              key={one.code}
              type="button"
              className="imports-code"
              data-severity={one.severity}
              aria-pressed={choice.code === one.code}
              title={t(`problem.${one.code}`)}
              onClick={() => onChoice({ ...choice, code: choice.code === one.code ? null : one.code })}
            >
              <span className="mono">{one.code}</span> <b>{reader.number(one.count)}</b>
            </button>
          ))}
        </fieldset>
      </div>
      <Rows key={`${choice.source} ${choice.code}`} choice={choice} />
    </section>
  );
}

function Rows({ choice }: { readonly choice: ProblemChoice }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [offset, setOffset] = useState(0);
  const { answer, failure } = useAnswer('case.problems', {
    ...(choice.source === null ? {} : { source: choice.source }),
    ...(choice.code === null ? {} : { code: choice.code }),
    offset,
    limit: pageLength,
  });
  const total = answer?.total ?? 0;
  useEffect(() => {
    if (answer !== undefined && offset >= answer.total) setOffset(0);
  }, [answer, offset]);
  if (failure !== null) return <FailureNote failure={failure} />;
  return (
    <>
      <ul className="imports-list">
        {(answer?.rows ?? []).map((row) => (
          <Problem key={row.id} row={row} />
        ))}
      </ul>
      {total <= pageLength ? null : (
        <p className="imports-pages">
          <button
            type="button"
            className="btn"
            disabled={offset === 0}
            onClick={() => setOffset(Math.max(0, offset - pageLength))}
          >
            {t('act.previous')}
          </button>
          <span className="muted">
            {t('imports.page', {
              from: reader.number(offset + 1),
              to: reader.number(Math.min(total, offset + pageLength)),
              all: reader.number(total),
            })}
          </span>
          <button
            type="button"
            className="btn"
            disabled={offset + pageLength >= total}
            onClick={() => setOffset(offset + pageLength)}
          >
            {t('act.next')}
          </button>
        </p>
      )}
    </>
  );
}

function Problem({ row }: { readonly row: ProblemRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  const eventPicked = useSelectionStore((s) => s.eventPicked);
  const tabChosen = useLayoutStore((s) => s.inspectorTabChosen);
  const { event } = row;
  return (
    <li className="imports-problem">
      <span className="imports-severity" data-severity={row.severity}>
        {t(`severity.${row.severity}`)}
      </span>
      <div>
        <p>
          {t(`problem.${row.code}`)}
          {row.detail === null ? null : (
            <span className="mono">
              {' '}
              <VisibleText text={row.detail} />
            </span>
          )}
        </p>
        <pre className="mono imports-sample">
          <VisibleText text={coverSecrets(row.sample)} />
        </pre>
      </div>
      <div className="imports-place muted">
        <span className="clip" title={row.source}>
          <VisibleText text={row.source} />
        </span>
        <span>{t('imports.place', { line: reader.number(row.line), offset: reader.number(row.offset) })}</span>
        {event === null ? null : (
          <button
            type="button"
            className="link"
            onClick={() => {
              eventPicked(event);
              tabChosen('raw');
            }}
          >
            {t('imports.showEvent')}
          </button>
        )}
      </div>
    </li>
  );
}
