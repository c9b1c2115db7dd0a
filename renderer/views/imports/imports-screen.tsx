// Where the events came from: each source with its account and format, and every defect with its sample and place.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SourceInfo } from '../../../shared/questions/case-info.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useReader } from '../../stores/reader.ts';
import { showFile, useShellStore } from '../../stores/shell-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { Value } from '../../widgets/value.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { type ProblemChoice, ProblemList } from './problem-list.tsx';
import './imports.css';

/** The screen "Imports". */
export function ImportsScreen() {
  const { t } = useTranslation();
  const sources = useCaseStore((s) => s.info?.sources) ?? [];
  const pickCaptures = useShellStore((s) => s.pickCaptures);
  const [choice, setChoice] = useState<ProblemChoice>({ source: null, code: null });
  return (
    <div className="screen imports">
      <header className="imports-head">
        <h1>{t('imports.title', { count: sources.length })}</h1>
        <span className="muted">{t('imports.law')}</span>
        <span className="spring" />
        <button type="button" className="btn" onClick={() => void pickCaptures()}>
          {t('command.addCaptures')}
        </button>
      </header>
      {sources.length === 0 ? (
        <Empty title={t('imports.none')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys.
        <section className="imports-scroll" tabIndex={0} aria-label={t('imports.sources')}>
          <Sources sources={sources} choice={choice} onChoice={setChoice} />
          <ProblemList choice={choice} onChoice={setChoice} />
        </section>
      )}
    </div>
  );
}

type SourcesProps = {
  readonly sources: readonly SourceInfo[];
  readonly choice: ProblemChoice;
  onChoice(choice: ProblemChoice): void;
};

function Sources({ sources, choice, onChoice }: SourcesProps) {
  const { t } = useTranslation();
  return (
    <div className="card imports-card">
      <table className="imports-table">
        <caption className="only-heard">{t('imports.sources')}</caption>
        <thead>
          <tr>
            <th>{t('imports.column.source')}</th>
            <th>{t('imports.column.format')}</th>
            <th className="number">{t('imports.column.bytes')}</th>
            <th className="number">{t('imports.column.read')}</th>
            <th className="number">{t('imports.column.accepted')}</th>
            <th className="number">{t('imports.column.duplicates')}</th>
            <th className="number">{t('imports.column.rejected')}</th>
            <th className="number">{t('imports.column.problems')}</th>
            <th>{t('imports.column.span')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <Source key={source.id} source={source} isChosen={choice.source === source.id} onChoice={onChoice} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Source({
  source,
  isChosen,
  onChoice,
}: {
  readonly source: SourceInfo;
  readonly isChosen: boolean;
  onChoice(choice: ProblemChoice): void;
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const isWhole = source.read === source.accepted + source.duplicates + source.rejected;
  const problems = source.problems.reduce((sum, problem) => sum + problem.count, 0);
  const worst = source.problems.some((one) => one.severity === 'error' || one.severity === 'data-loss');
  return (
    <tr data-chosen={isChosen || undefined}>
      <td className="imports-source">
        <Value field="source" value={source.name}>
          <b>
            <VisibleText text={source.name} />
          </b>
        </Value>
        {source.isComplete ? null : <span className="pill">{t('imports.incomplete')}</span>}
        <button
          type="button"
          className="link faint mono clip imports-path"
          title={t('imports.show', { path: source.path })}
          onClick={() => showFile(source.path)}
        >
          <VisibleText text={source.path} />
        </button>
      </td>
      <td className="mono">{source.format}</td>
      <td className="number">{reader.bytes(source.bytes)}</td>
      <td className="number">
        {reader.number(source.read)}
        {isWhole ? null : <span className="imports-warn"> {t('imports.unequal')}</span>}
      </td>
      <td className="number">{reader.number(source.accepted)}</td>
      <td className="number">{reader.number(source.duplicates)}</td>
      <td className={`number ${source.rejected > 0 ? 'imports-warn' : ''}`}>{reader.number(source.rejected)}</td>
      <td className="number">
        {problems === 0 ? (
          <span className="muted">0</span>
        ) : (
          <button
            type="button"
            className={`link ${worst ? 'imports-warn' : ''}`}
            aria-label={t('imports.problemsOf', { count: problems, n: reader.number(problems), name: source.name })}
            onClick={() => onChoice({ source: isChosen ? null : source.id, code: null })}
          >
            {reader.number(problems)}
          </button>
        )}
      </td>
      <td className="mono muted">
        {source.first === null || source.last === null
          ? '–'
          : `${reader.dateTime(source.first, 'second')} – ${reader.clock(source.last, 'second')}`}
      </td>
    </tr>
  );
}
