// The overview: what am I looking at, what is wrong, where do I start.
import './overview.css';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { CaseInfo, CaseSummary } from '../../../shared/questions/case-info.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useReader } from '../../stores/reader.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { FindingsCard } from './findings-card.tsx';
import { AccountCard, FailingCard, SaltCard, SilentCard } from './small-cards.tsx';
import { concernsOf } from './start-here.ts';
import { StartList } from './start-list.tsx';
import { TrafficCard } from './traffic-card.tsx';
import { WorstJobs } from './worst-jobs.tsx';

/** The screen "Overview". */
export function OverviewScreen() {
  const { t } = useTranslation();
  const { answer, failure, isSlow } = useAnswer('case.summary', {});
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return isSlow ? <Skeleton label={t('overview.loading')} /> : null;
  return (
    <div className="ov">
      <div className="ov-page">
        <Title summary={answer} />
        <div className="ov-top">
          <WhatIsWrong summary={answer} />
          <div className="ov-side">
            <TrafficCard />
            <WorstJobs jobs={answer.jobs} />
          </div>
        </div>
        <div className="ov-row">
          <AccountCard info={answer.info} />
          <SilentCard silent={answer.silent} />
          <FailingCard roots={answer.failingStates} />
          <SaltCard info={answer.info} />
        </div>
      </div>
    </div>
  );
}

/** What was found; until that is known, or where nothing was, what jobs and states show by themselves. */
function WhatIsWrong({ summary }: { readonly summary: CaseSummary }) {
  const found = useAnswer('findings.list', {}).answer;
  return found?.state === 'ready' && found.findings.some(({ severity }) => severity !== 'info') ? (
    <FindingsCard findings={found.findings} />
  ) : (
    <StartList summary={summary} />
  );
}

function Title({ summary }: { readonly summary: CaseSummary }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { info } = summary;
  const found = useAnswer('findings.list', {}).answer;
  const causes = found?.findings.filter(({ severity, becauseOf }) => severity !== 'info' && becauseOf === null) ?? [];
  const isFound = found?.state === 'ready' && causes.length > 0;
  const concerns = isFound ? causes.length : concernsOf(summary).length;
  // The summary gives the worst ten jobs and twenty groups of states: when even the last has something, there may be more.
  const isCut =
    !isFound &&
    (summary.failingStates.length >= 20 ||
      (summary.jobs.length >= 10 && summary.jobs.every((job) => job.failed + (job.missing ?? 0) + job.unknown > 0)));
  const length = info.first === null || info.last === null ? null : info.last - info.first;
  const number = reader.number(concerns);
  const title =
    concerns > 0
      ? t(isCut ? 'overview.title.atLeast' : 'overview.title.wrong', { count: concerns, number })
      : t(info.isDerived ? 'overview.title.calm' : 'overview.title.soFar', {
          count: info.events,
          events: reader.number(info.events),
        });
  return (
    <div className="ov-title">
      <h1>
        {title}
        {length === null ? '' : ` ${t('overview.title.length', { duration: reader.duration(length) })}`}
      </h1>
      <p className="muted">{factsOf(info, reader.number, t)}</p>
      {info.first === null || info.last === null ? null : (
        <p className="muted mono ov-span">
          {reader.dateTime(info.first, 'second')} –{' '}
          {reader.date(info.first) === reader.date(info.last)
            ? reader.clock(info.last, 'second')
            : reader.dateTime(info.last, 'second')}{' '}
          {reader.zone}
        </p>
      )}
      {info.isDerived ? null : <p className="ov-working">{t('overview.title.working')}</p>}
    </div>
  );
}

function factsOf(info: CaseInfo, number: (value: number) => string, t: TFunction): string {
  return [
    t('overview.title.events', { count: info.events, number: number(info.events) }),
    t('overview.title.minions', { count: info.minions, number: number(info.minions) }),
    t('overview.title.jobs', { count: info.jobs, number: number(info.jobs) }),
    ...(info.salt.length === 0 ? [] : [`Salt ${info.salt.join(', ')}`]),
  ].join(' · ');
}
