// The list "Start here": a line each for what failed, what is missing, what cannot be told. Enter opens the job behind it.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseSummary } from '../../../shared/questions/case-info.ts';
import { funWithArgs, targetText } from '../../stores/job-text.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { reasonLine, useStateOutput } from '../../stores/state-output.ts';
import { Card } from '../../widgets/card.tsx';
import { Empty } from '../../widgets/empty.tsx';
import { type MarkTone, OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { type Concern, concernsOf } from './start-here.ts';
import { type StartPlace, StartRow, StartRows } from './start-rows.tsx';

const fewConcerns = 12;

/** The card. */
export function StartList({ summary }: { readonly summary: CaseSummary }) {
  const { t } = useTranslation();
  const concerns = concernsOf(summary);
  const [isLong, setLong] = useState(false);
  const shown = isLong ? concerns : concerns.slice(0, fewConcerns);

  return (
    <Card
      title={t('overview.start.title')}
      aside={concerns.length === 0 ? undefined : t('overview.start.order')}
      isFlush
      className="st"
    >
      {concerns.length === 0 ? (
        summary.info.isDerived ? (
          <Empty title={t('overview.start.calm')}>{t('overview.start.calmText')}</Empty>
        ) : (
          <Empty title={t('overview.start.working')}>{t('overview.title.working')}</Empty>
        )
      ) : (
        <StartRows
          items={shown}
          keyOf={({ key }) => key}
          row={(concern, place) => <ConcernRow concern={concern} place={place} />}
        />
      )}
      {concerns.length > shown.length ? (
        <button type="button" className="link st-more" onClick={() => setLong(true)}>
          {t('overview.start.more', { count: concerns.length - shown.length })}
        </button>
      ) : null}
    </Card>
  );
}

function ConcernRow({ concern, place }: { readonly concern: Concern; readonly place: StartPlace }) {
  const { t } = useTranslation();
  const reader = useReader();
  const tone: MarkTone = concern.sort === 'root' || concern.sort === 'failed-job' ? 'failed' : concern.sort;
  return (
    <StartRow
      place={place}
      tone={tone}
      onOpen={() => open(concern)}
      words={concern.sort === 'root' ? <RootWords concern={concern} /> : <JobWords concern={concern} />}
      side={
        <>
          <OutcomeMark tone={tone} word={t(`outcome.${tone}`)} />
          <span className="st-at">
            {t('overview.start.minions', { count: concern.minions, number: reader.number(concern.minions) })}
            {' · '}
            <span className="mono">{reader.clock(concern.at, 'second')}</span>
          </span>
        </>
      }
    />
  );
}

function open(concern: Concern): void {
  const { jobOpened } = useLayoutStore.getState();
  const { eventPicked, jobPicked } = useSelectionStore.getState();
  if (concern.sort !== 'root') {
    jobPicked(concern.job.jid);
    jobOpened(concern.job.jid);
    return;
  }
  const [event] = concern.root.events;
  if (event !== undefined) eventPicked(event);
  const [jid] = concern.root.jids;
  if (jid !== undefined) jobOpened(jid);
}

function RootWords({ concern }: { readonly concern: Concern & { readonly sort: 'root' } }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { root } = concern;
  const output = useStateOutput(root.events[0], root);
  const reason = reasonLine(output ?? root.comment);
  const who =
    root.minions.length <= 4
      ? reader.list(root.minions)
      : t('overview.start.some', {
          first: reader.list(root.minions.slice(0, 3)),
          number: reader.number(root.minions.length - 3),
        });
  const where = t('overview.start.rootWhere', { who });
  const blocked =
    root.cascade === 0 ? '' : t('overview.start.blocked', { count: root.cascade, number: reader.number(root.cascade) });
  const runs =
    root.jids.length > 1
      ? t('overview.start.runs', { count: root.jids.length, number: reader.number(root.jids.length) })
      : '';
  return (
    <>
      <span className="st-title">
        <VisibleText text={t('overview.start.root', { id: root.id })} />
        <span className="st-reason">
          {' '}
          <VisibleText text={reason} />
        </span>
      </span>
      <span className="st-note">
        <span className="mono">{root.state}</span> · {[where, runs, blocked].filter((part) => part !== '').join(' · ')}
      </span>
    </>
  );
}

type JobConcern = Exclude<Concern, { readonly sort: 'root' }>;

function JobWords({ concern }: { readonly concern: JobConcern }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { job } = concern;
  const target = targetText(job);
  const numbers = {
    count: concern.minions,
    number: reader.number(concern.minions),
    expected: job.expected === null ? '?' : reader.number(job.expected),
    explained: reader.number(concern.explained),
    fun: funWithArgs(job, 80),
  };
  return (
    <>
      <span className="st-title">
        <VisibleText
          text={t(concern.explained > 0 ? 'overview.start.partly' : `overview.start.${concern.sort}`, numbers)}
        />
      </span>
      <span className="st-note">
        {job.user === null ? '' : `${job.user} · `}
        {target === '' ? '' : `${target} · `}
        <span className="mono">{job.jid}</span>
      </span>
    </>
  );
}
