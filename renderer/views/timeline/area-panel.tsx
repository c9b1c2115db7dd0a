// What an area holds: counts by outcome, kind, function and minion, a filter that selects the same, and how it differs from the rest.
import { Filter, GitCompareArrows, NotebookPen, X, ZoomIn } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Span } from '../../../shared/questions/questions.ts';
import type { NamedCount } from '../../../shared/questions/timeline.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useFilterStore } from '../../stores/filter-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSpanNoteStore } from '../../stores/span-note-store.ts';
import { useSpanStore } from '../../stores/span-store.ts';
import { useTimelineStore } from '../../stores/timeline-store.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Value } from '../../widgets/value.tsx';
import { AreaCompare } from './area-compare.tsx';

type Props = {
  readonly span: Span;
  readonly lanes: readonly number[];
  readonly onClose: () => void;
};

const mostValues = 6;

/** The panel of an area. */
export function AreaPanel({ span, lanes, onClose }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const by = useTimelineStore((s) => s.by);
  const filter = useFilterStore((s) => s.inForce);
  const [isCompared, setCompared] = useState(false);
  const { answer, failure } = useAnswer('timeline.area', { filter, span, by, lanes, limit: mostValues });
  const narrow = () => {
    useSpanStore.getState().spanDragged(span);
    onClose();
  };
  return (
    <section className="tl-area" aria-label={t('timeline.area.title')}>
      <header>
        <h2>
          {answer === undefined
            ? t('timeline.area.title')
            : t('timeline.events', { count: answer.events, number: reader.number(answer.events) })}
        </h2>
        <span className="muted">
          {t('timeline.count', { count: lanes.length, number: reader.number(lanes.length) })} ·{' '}
          {reader.duration(span.to - span.from)}
        </span>
        <button type="button" className="btn quiet icon" aria-label={t('timeline.area.close')} onClick={onClose}>
          <X size={14} aria-hidden="true" />
        </button>
      </header>
      <p className="muted number-line">
        {reader.dateTime(span.from, 'milli')} – {reader.clock(span.to, 'milli')} {reader.zone}
      </p>
      {failure === null ? null : <FailureNote failure={failure} />}
      {answer === undefined ? null : (
        <>
          <div className="tl-area-lists">
            <Counts title={t('timeline.area.outcomes')} isShown={answer.outcomes.length + answer.open > 0}>
              {answer.outcomes.map(({ outcome, count }) => (
                <li key={outcome}>
                  <Value field="outcome" value={outcome}>
                    <OutcomeMark tone={outcome} word={t(`outcome.${outcome}`)} />
                  </Value>
                  <span className="number">{reader.number(count)}</span>
                </li>
              ))}
              {answer.open > 0 ? (
                <li>
                  <span>{t('timeline.area.open')}</span>
                  <span className="number">{reader.number(answer.open)}</span>
                </li>
              ) : null}
            </Counts>
            <Counts title={t('timeline.area.kinds')} isShown={answer.kinds.length > 0}>
              <Values field="kind" values={answer.kinds} />
            </Counts>
            <Counts title={t('timeline.area.funs')} isShown={answer.funs.length > 0} more={answer.distinctFuns}>
              <Values field="fun" values={answer.funs} />
            </Counts>
            <Counts
              title={t('timeline.area.minions')}
              isShown={answer.minions.length > 0}
              more={answer.distinctMinions}
            >
              <Values field="minion" values={answer.minions} />
            </Counts>
          </div>
          {isCompared ? <AreaCompare span={span} lanes={lanes} /> : null}
          <div className="tl-area-actions">
            <button
              type="button"
              className="btn primary"
              disabled={answer.filter === null}
              title={answer.filter === null ? t('timeline.area.noFilter') : undefined}
              onClick={() => {
                if (answer.filter !== null) useFilterStore.getState().filterApplied(answer.filter);
                narrow();
              }}
            >
              <Filter size={13} aria-hidden="true" />
              {t('timeline.area.filter')}
            </button>
            <button type="button" className="btn" onClick={narrow}>
              <ZoomIn size={13} aria-hidden="true" />
              {t('timeline.area.zoom')}
            </button>
            <button type="button" className="btn" aria-pressed={isCompared} onClick={() => setCompared(!isCompared)}>
              <GitCompareArrows size={13} aria-hidden="true" />
              {t('timeline.area.compare')}
            </button>
            <button type="button" className="btn" onClick={() => useSpanNoteStore.getState().spanNoteOpened(span)}>
              <NotebookPen size={13} aria-hidden="true" />
              {t('timeline.area.note')}
            </button>
          </div>
        </>
      )}
    </section>
  );
}

type CountsProps = {
  readonly title: string;
  readonly isShown: boolean;
  /** How many values there are, where the list has only the most frequent ones. */
  readonly more?: number;
  readonly children: ReactNode;
};

function Counts({ title, isShown, more = 0, children }: CountsProps) {
  const { t } = useTranslation();
  const reader = useReader();
  if (!isShown) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>{children}</ul>
      {more > mostValues ? (
        <p className="faint">
          {t('timeline.area.more', { count: more - mostValues, number: reader.number(more - mostValues) })}
        </p>
      ) : null}
    </section>
  );
}

function Values({ field, values }: { readonly field: string; readonly values: readonly NamedCount[] }) {
  const reader = useReader();
  return values.slice(0, mostValues).map(({ value, count }) => (
    <li key={value}>
      <Value field={field} value={value} className="clip" />
      <span className="number">{reader.number(count)}</span>
    </li>
  ));
}
