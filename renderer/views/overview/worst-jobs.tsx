// The jobs that went worst, as many as fit beside the list of what is wrong.
import { useTranslation } from 'react-i18next';
import type { JobRow } from '../../../shared/questions/job-row.ts';
import { funWithArgs, jobParts, jobSize } from '../../stores/job-text.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { notKnown, useReader } from '../../stores/reader.ts';
import { Card } from '../../widgets/card.tsx';
import { Empty } from '../../widgets/empty.tsx';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { StackedBar } from '../../widgets/stacked-bar.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';

/** The card; each job's function opens its page. */
export function WorstJobs({ jobs }: { readonly jobs: readonly JobRow[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  return (
    <Card
      title={t('overview.jobs.title')}
      aside={
        <button type="button" className="link" onClick={() => useLayoutStore.getState().screenWanted('jobs')}>
          {t('overview.jobs.all')}
        </button>
      }
      isFlush
      className="ov-jobs"
    >
      {jobs.length === 0 ? (
        <Empty title={t('overview.jobs.none')} />
      ) : (
        <div className="ov-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('overview.jobs.fun')}</th>
                <th scope="col">{t('overview.jobs.started')}</th>
                <th scope="col">{t('overview.jobs.by')}</th>
                <th scope="col">{t('overview.jobs.returns')}</th>
                <th scope="col" className="number">
                  <Heading tone="failed" />
                </th>
                <th scope="col" className="number">
                  <Heading tone="missing" />
                </th>
              </tr>
            </thead>
            <tbody>
              {jobs.map((job) => (
                <tr key={job.jid}>
                  <td className="ov-fun">
                    <button
                      type="button"
                      className="value mono"
                      title={funWithArgs(job)}
                      onClick={() => useLayoutStore.getState().jobOpened(job.jid)}
                    >
                      <VisibleText text={funWithArgs(job)} />
                    </button>
                  </td>
                  <td className="mono muted">{reader.clock(job.started ?? job.ended, 'second')}</td>
                  <td className="clip">{job.user ?? notKnown}</td>
                  <td className="ov-bar">
                    <StackedBar
                      parts={jobParts(job)}
                      total={jobSize(job)}
                      label={jobParts(job)
                        .filter((part) => part.count > 0)
                        .map((part) => `${reader.number(part.count)} ${t(`outcome.${part.tone}`)}`)
                        .join(', ')}
                    />
                  </td>
                  <td className="number">
                    <Count value={job.failed} tone="failed" />
                  </td>
                  <td className="number">
                    <Count value={job.missing} tone="missing" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

function Heading({ tone }: { readonly tone: 'failed' | 'missing' }) {
  const { t } = useTranslation();
  return (
    <span data-tone={tone} title={t(`outcome.${tone}`)}>
      <OutcomeSign tone={tone} size={11} />
      <span className="only-heard">{t(`outcome.${tone}`)}</span>
    </span>
  );
}

function Count({ value, tone }: { readonly value: number | null; readonly tone: 'failed' | 'missing' }) {
  const reader = useReader();
  if (value === null) return <span className="faint">?</span>;
  return (
    <span className={value === 0 ? 'faint' : 'ov-count'} data-tone={tone}>
      {reader.number(value)}
    </span>
  );
}
