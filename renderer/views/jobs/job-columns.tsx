// The columns of the job board.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRow } from '../../../shared/questions/job-row.ts';
import { funWithArgs, jobOutcome, jobParts, jobSize, targetText } from '../../stores/job-text.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { notKnown, useReader } from '../../stores/reader.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { StackedBar } from '../../widgets/stacked-bar.tsx';
import { type OpenValue, ValueSpot } from '../../widgets/value-spot.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { useCountWords } from './job-words.ts';

/** All columns, in the order in which they come. */
export function useJobColumns(openValue: OpenValue, isOneDay: boolean): readonly DataColumn<JobRow>[] {
  const { t } = useTranslation();
  const reader = useReader();
  const countWords = useCountWords();
  return useMemo((): DataColumn<JobRow>[] => {
    function count(outcome: 'failed' | 'missing' | 'unknown'): DataColumn<JobRow> {
      return {
        id: outcome,
        header: t(`outcome.${outcome}`),
        width: 68,
        align: 'end',
        startsHidden: outcome === 'unknown',
        cell: (job) => {
          const known = job[outcome];
          if (known === null) return <span className="faint">?</span>;
          return (
            <span className={known === 0 ? 'faint' : 'jb-count'} data-tone={outcome}>
              {reader.number(known)}
            </span>
          );
        },
      };
    }
    return [
      {
        id: 'outcome',
        header: t('jobs.column.outcome'),
        width: 148,
        cell: (job) => {
          const outcome = jobOutcome(job);
          return outcome === null ? (
            <span className="muted">{notKnown}</span>
          ) : (
            <OutcomeMark tone={outcome} word={t(`outcome.${outcome}`)} note={job.isTest ? t('jobs.test') : undefined} />
          );
        },
      },
      {
        id: 'fun',
        header: t('jobs.column.fun'),
        width: 190,
        minWidth: 140,
        grows: true,
        canHide: false,
        cell: (job) => (
          <button
            type="button"
            tabIndex={-1}
            className="value mono jb-open"
            onClick={(press) => {
              press.stopPropagation();
              useLayoutStore.getState().jobOpened(job.jid);
            }}
          >
            <VisibleText text={funWithArgs(job)} />
          </button>
        ),
      },
      {
        id: 'started',
        header: `${t('jobs.column.started')} (${reader.zone})`,
        width: isOneDay ? 106 : 160,
        sortKey: 'started',
        sortsDescendingFirst: true,
        cell: (job) => (
          <span className="mono">
            {isOneDay ? reader.clock(job.started, 'milli') : reader.dateTime(job.started, 'second')}
          </span>
        ),
      },
      {
        id: 'user',
        header: t('jobs.column.user'),
        width: 86,
        onEnter: (job, anchor) => job.user !== null && openValue('user', job.user, anchor),
        cell: (job) =>
          job.user === null ? <span className="muted">{notKnown}</span> : <ValueSpot field="user" value={job.user} />,
      },
      {
        id: 'target',
        header: t('jobs.column.target'),
        width: 100,
        cell: (job) => (
          <span className="clip mono" title={targetText(job)}>
            <VisibleText text={targetText(job)} />
          </span>
        ),
      },
      {
        id: 'returns',
        header: t('jobs.column.returns'),
        hint: t('jobs.column.returnsHint'),
        width: 170,
        sortKey: 'worst',
        sortsDescendingFirst: true,
        cell: (job) => (
          <span className="jb-returns">
            <StackedBar parts={jobParts(job)} total={jobSize(job)} label={countWords(job)} />
            <span className="jb-of">
              {reader.number(job.returned)}
              <span className="faint"> / {job.expected === null ? '?' : reader.number(job.expected)}</span>
            </span>
          </span>
        ),
      },
      count('failed'),
      count('missing'),
      count('unknown'),
      {
        id: 'duration',
        header: t('jobs.column.duration'),
        width: 78,
        align: 'end',
        sortKey: 'duration',
        sortsDescendingFirst: true,
        cell: (job) => reader.duration(job.durationUs),
      },
      {
        id: 'origin',
        header: t('jobs.column.origin'),
        width: 160,
        cell: (job) => (
          <span className="jb-origin" title={job.origin.because}>
            {t(`jobs.origin.${job.origin.kind}`)}
            {job.origin.kind === 'unknown' ? null : (
              <CertaintyPill
                isCertain={job.origin.certainty === 'certain'}
                word={t(`certainty.${job.origin.certainty}`)}
              />
            )}
          </span>
        ),
      },
      {
        id: 'jid',
        header: t('jobs.column.jid'),
        width: 172,
        sortKey: 'jid',
        onEnter: (job, anchor) => openValue('jid', job.jid, anchor),
        cell: (job) => <ValueSpot field="jid" value={job.jid} className="mono" />,
      },
    ];
  }, [t, reader, openValue, isOneDay, countWords]);
}
