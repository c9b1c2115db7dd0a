// The page of one minion: how it is, the jobs it had a part in, the states it ran.
import './minions.css';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StateRow } from '../../../shared/questions/job-row.ts';
import type { Answer } from '../../../shared/questions/questions.ts';
import { outcomes } from '../../../shared/salt/job-outcome.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { funWithArgs } from '../../stores/job-text.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { notKnown, useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { Card } from '../../widgets/card.tsx';
import { DataTable } from '../../widgets/data-table.tsx';
import type { DataColumn } from '../../widgets/data-table-columns.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { type MarkTone, OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { ValueSpot, ValueSpotHost } from '../../widgets/value-spot.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { HealthWords, skewText } from './health-words.tsx';

type Story = Answer<'minion.story'>;
type Job = Story['jobs'][number];

/** The screen "Minion": the minion whose page was opened last. */
export function MinionPage() {
  const { t } = useTranslation();
  const minion = useLayoutStore((s) => s.minionPage);
  const { answer, failure, isSlow } = useAnswer('minion.story', minion === null ? null : { minion });
  if (minion === null) {
    return (
      <Empty
        title={t('minions.page.none')}
        action={
          <button type="button" className="btn" onClick={() => useLayoutStore.getState().screenWanted('minions')}>
            {t('minions.page.toTable')}
          </button>
        }
      >
        {t('minions.page.noneText')}
      </Empty>
    );
  }
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined || answer.minion.minion !== minion) {
    return isSlow ? <Skeleton label={t('minions.page.loading')} /> : null;
  }
  return <ValueSpotHost>{() => <Page key={minion} story={answer} />}</ValueSpotHost>;
}

function Page({ story }: { readonly story: Story }) {
  const { t } = useTranslation();
  const reader = useReader();
  const { minion } = story;
  return (
    <article className="mp">
      <header className="mp-head">
        <div className="mp-title">
          <h1>
            <ValueSpot field="minion" value={minion.minion} />
          </h1>
          <HealthWords row={minion} />
        </div>
        <dl className="mp-facts">
          <Fact name={t('minions.column.firstSeen')}>
            <span className="mono">{reader.dateTime(minion.firstSeen, 'milli')}</span>
          </Fact>
          <Fact name={t('minions.column.lastSeen')}>
            <span className="mono">
              {reader.dateTime(minion.lastSeen, 'milli')} {reader.zone}
            </span>
          </Fact>
          <Fact name={t('minions.column.returns')}>{reader.number(minion.returns)}</Fact>
          <Fact name={t('minions.column.failed')}>{reader.number(minion.failed)}</Fact>
          <Fact name={t('minions.column.missing')}>{reader.number(minion.missing)}</Fact>
          <Fact name={t('minions.column.starts')}>{reader.number(minion.starts)}</Fact>
          <Fact name={t('minions.column.salt')}>{minion.salt ?? notKnown}</Fact>
          <Fact name={t('minions.column.skew')}>
            {minion.skewS === null ? notKnown : skewText(minion.skewS, reader)}
          </Fact>
        </dl>
      </header>
      <div className="mp-split">
        <JobsOfMinion jobs={story.jobs} />
        <StatesOfMinion states={story.states} />
      </div>
    </article>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function JobsOfMinion({ jobs }: { readonly jobs: readonly Job[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [active, setActive] = useState<number | null>(null);
  const rows = useMemo(
    () => [...jobs].sort((a, b) => (b.started ?? b.ended ?? 0) - (a.started ?? a.ended ?? 0)),
    [jobs],
  );
  const columns = useMemo(
    (): DataColumn<Job>[] => [
      {
        id: 'started',
        header: t('minions.jobs.started'),
        width: 112,
        cell: (job) => <span className="mono muted">{reader.clock(job.started ?? job.ended, 'milli')}</span>,
      },
      {
        id: 'outcome',
        header: t('minions.jobs.outcome'),
        width: 110,
        cell: (job) => <Outcome outcome={job.outcome} note={job.isTest ? t('minions.jobs.test') : undefined} />,
      },
      {
        id: 'fun',
        header: t('minions.jobs.fun'),
        width: 160,
        grows: true,
        canHide: false,
        cell: (job) => (
          <button
            type="button"
            tabIndex={-1}
            className="value mono"
            onClick={(press) => {
              press.stopPropagation();
              useLayoutStore.getState().jobOpened(job.jid);
            }}
          >
            <VisibleText text={funWithArgs(job)} />
          </button>
        ),
      },
    ],
    [t, reader],
  );
  return (
    <Card
      title={t('minions.jobs.title', { count: jobs.length, number: reader.number(jobs.length) })}
      isFlush
      className="mp-card"
    >
      <DataTable<Job>
        label={t('minions.jobs.label')}
        columns={columns}
        rowCount={rows.length}
        rowAt={(index) => rows[index]}
        active={active}
        onMove={(index) => {
          setActive(index);
          const job = rows[index];
          if (job !== undefined) useSelectionStore.getState().jobPicked(job.jid);
        }}
        onOpen={(index) => {
          const job = rows[index];
          if (job !== undefined) useLayoutStore.getState().jobOpened(job.jid);
        }}
        isSelected={(_, index) => index === active}
        empty={<Empty title={t('minions.jobs.none')} />}
      />
    </Card>
  );
}

function Outcome({ outcome, note }: { readonly outcome: string; readonly note: string | undefined }) {
  const { t } = useTranslation();
  const known = outcomes.find((one) => one === outcome);
  if (known === undefined) return <span className="muted">{outcome}</span>;
  return <OutcomeMark tone={known} word={t(`outcome.${known}`)} note={note} />;
}

function toneOf(state: StateRow): MarkTone {
  if (state.role === 'cascade') return 'blocked';
  if (state.result === false) return 'failed';
  return state.result === null || state.isChanged ? 'changed' : 'succeeded';
}

function StatesOfMinion({ states }: { readonly states: readonly StateRow[] }) {
  const { t } = useTranslation();
  const reader = useReader();
  const hasFailed = states.some((state) => state.result === false);
  const [isAll, setAll] = useState(!hasFailed);
  const [active, setActive] = useState<number | null>(null);
  const rows = useMemo(() => (isAll ? states : states.filter((state) => state.result === false)), [states, isAll]);
  const columns = useMemo(
    (): DataColumn<StateRow>[] => [
      {
        id: 'outcome',
        header: t('minions.states.outcome'),
        width: 94,
        cell: (state) => {
          const tone = toneOf(state);
          return (
            <OutcomeMark tone={tone} word={tone === 'blocked' ? t('minions.states.blocked') : t(`outcome.${tone}`)} />
          );
        },
      },
      {
        id: 'state',
        header: t('minions.states.state'),
        width: 150,
        canHide: false,
        cell: (state) => (
          <span className="clip" title={`${state.sls ?? ''} ${state.id} ${state.state}`}>
            <VisibleText text={state.id} /> <span className="muted">{state.state}</span>
          </span>
        ),
      },
      {
        id: 'comment',
        header: t('minions.states.comment'),
        width: 120,
        grows: true,
        cell: (state) => (
          <span className="clip muted" title={state.comment}>
            <VisibleText text={state.comment} />
          </span>
        ),
      },
      {
        id: 'took',
        header: t('minions.states.took'),
        width: 70,
        align: 'end',
        cell: (state) => (
          <span className="muted">{state.durationMs === null ? '' : reader.duration(state.durationMs * 1000)}</span>
        ),
      },
      {
        id: 'jid',
        header: t('minions.states.jid'),
        width: 172,
        cell: (state) => (state.jid === null ? null : <ValueSpot field="jid" value={state.jid} className="mono" />),
      },
    ],
    [t, reader],
  );
  return (
    <Card
      title={t('minions.states.title', { count: states.length, number: reader.number(states.length) })}
      aside={
        hasFailed ? (
          <label className="mp-check">
            <input type="checkbox" checked={!isAll} onChange={() => setAll(!isAll)} />
            {t('minions.states.onlyFailed')}
          </label>
        ) : undefined
      }
      isFlush
      className="mp-card"
    >
      <DataTable<StateRow>
        label={t('minions.states.label')}
        columns={columns}
        rowCount={rows.length}
        rowAt={(index) => rows[index]}
        active={active}
        onMove={(index) => {
          setActive(index);
          const state = rows[index];
          if (state !== undefined) useSelectionStore.getState().eventPicked(state.event);
        }}
        isSelected={(_, index) => index === active}
        empty={<Empty title={t('minions.states.none')}>{t('minions.states.noneText')}</Empty>}
      />
    </Card>
  );
}
