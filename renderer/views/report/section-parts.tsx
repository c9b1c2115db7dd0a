// What stands in a section of the report: paragraphs, numbers with their queries, tables, lists, code, charts.
import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReportQuery } from '../../../shared/keep/report.ts';
import type { ReportNumber, ReportPart } from '../../../shared/questions/report.ts';
import { notKnown, useReader } from '../../stores/reader.ts';
import { runReportQuery } from '../../stores/report-query.ts';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { ReportChart } from './report-chart.tsx';

/** The parts of a section. */
export function SectionParts({ parts }: { readonly parts: readonly ReportPart[] }) {
  return numbered(parts).map(({ key, value }) => <Part key={key} part={value} />);
}

function Part({ part }: { readonly part: ReportPart }) {
  switch (part.is) {
    case 'text':
      return (
        <p className="report-text">
          <VisibleText text={part.text} />
        </p>
      );
    case 'numbers':
      return <Numbers numbers={part.numbers} />;
    case 'table':
      return <Table part={part} />;
    case 'list':
      return (
        <ul className="report-list">
          {part.items.map((item) => (
            <li key={item}>
              <VisibleText text={item} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return (
        <figure className="report-figure">
          <figcaption className="muted">
            <VisibleText text={part.caption} />
          </figcaption>
          <pre className="mono report-code">
            <VisibleText text={part.text} />
          </pre>
        </figure>
      );
    case 'chart':
      return <ReportChart part={part} />;
  }
}

/** Things without a name of their own, that never change places, each with its place as key. */
function numbered<T>(list: readonly T[]): { readonly key: string; readonly at: number; readonly value: T }[] {
  return list.map((value, at) => ({ key: `at ${at}`, at, value }));
}

function Numbers({ numbers }: { readonly numbers: readonly ReportNumber[] }) {
  const { t } = useTranslation();
  return (
    <table className="report-table report-numbers">
      <thead className="only-heard">
        <tr>
          <th scope="col">{t('report.what')}</th>
          <th scope="col">{t('report.number')}</th>
          <th scope="col">{t('report.query')}</th>
        </tr>
      </thead>
      <tbody>
        {numbers.map((number) => (
          <tr key={number.label}>
            <th scope="row">
              <VisibleText text={number.label} />
            </th>
            <td className="num">
              <Value number={number} />
            </td>
            <td>
              <Query query={number.query} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Value({ number: { value, was, isPinned } }: { readonly number: ReportNumber }) {
  const { t } = useTranslation();
  const reader = useReader();
  const text = (one: number | null) => (one === null ? notKnown : reader.number(one));
  const isOther = isPinned && was !== value;
  return (
    <>
      <b>{text(value)}</b>
      {isOther ? <span className="report-was">{t('report.was', { was: text(was), now: text(value) })}</span> : null}
    </>
  );
}

function Query({ query }: { readonly query: ReportQuery }) {
  const { t } = useTranslation();
  const text = query.text === '' ? t('report.all') : query.text;
  return (
    <button
      type="button"
      className="link mono report-query"
      title={t('report.ask', { what: t(`report.askOf.${query.ask}`) })}
      onClick={() => runReportQuery(query)}
    >
      <Play size={11} aria-hidden /> <span className="muted">{t(`report.askOf.${query.ask}`)}</span>{' '}
      <VisibleText text={text} />
    </button>
  );
}

function Table({ part }: { readonly part: Extract<ReportPart, { is: 'table' }> }) {
  const { t } = useTranslation();
  return (
    <div className="report-scroll">
      <table className="report-table" aria-label={part.caption === '' ? t('report.table') : undefined}>
        {part.caption === '' ? null : (
          <caption className="muted">
            <VisibleText text={part.caption} />
          </caption>
        )}
        <thead>
          <tr>
            {numbered(part.columns).map(({ key, value: { title, isNumber } }) => (
              <th key={key} scope="col" className={isNumber ? 'num' : undefined}>
                <VisibleText text={title} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {numbered(part.rows).map(({ key: line, value: row }) => (
            <tr key={line}>
              {numbered(row).map(({ key, at, value: text }) => (
                <td key={key} className={part.columns[at]?.isNumber ? 'num' : undefined}>
                  <VisibleText text={text} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {part.more === 0 ? null : <p className="muted">{t('report.more', { count: part.more })}</p>}
      {part.query === null ? null : <Query query={part.query} />}
    </div>
  );
}
