// A selected job in short; its page says more.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { funWithArgs, jobOutcome, targetText } from '../../stores/job-text.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { useTraceStore } from '../../stores/trace-store.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Value } from '../../widgets/value.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { Facts } from './facts.tsx';
import { JobCounts } from './job-counts.tsx';
import { NoteEditor } from './note-editor.tsx';

/** The job. */
export function JobSelected({ jid }: { readonly jid: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const jobOpened = useLayoutStore((s) => s.jobOpened);
  const screen = useLayoutStore((s) => s.screen);
  const { answer, failure, isSlow } = useAnswer('job.story', { jid });
  const note = useMemo(() => ({ what: 'job', jid }) as const, [jid]);
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return isSlow ? <Skeleton label={t('inspector.waiting')} /> : null;
  const { job, roots, newEvents } = answer;
  const worst = jobOutcome(job);
  const [first] = newEvents;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys.
    <section className="story" tabIndex={0} aria-label={t('inspector.jobLabel')}>
      <header>
        {worst === null ? (
          <span className="pill">{t('screen.job')}</span>
        ) : (
          <OutcomeMark tone={worst} word={t(`outcome.${worst}`)} />
        )}
        <h2>
          <VisibleText text={funWithArgs(job)} />
        </h2>
        <p className="muted">
          {t('inspector.startedBy', { origin: t(`jobs.origin.${job.origin.kind}`) })}{' '}
          <CertaintyPill
            isCertain={job.origin.certainty === 'certain'}
            word={t(`certainty.${job.origin.certainty}`)}
            because={job.origin.because}
          />
        </p>
        <p className="muted">
          <VisibleText text={job.origin.because} />
        </p>
      </header>
      <JobCounts job={job} />
      {roots.map((root) => (
        <div key={`${root.sls}.${root.id}.${root.comment}`} className="story-box" data-tone="failed">
          <p>
            <b>
              <VisibleText text={root.id} />
            </b>{' '}
            <span className="muted">{root.state}</span>
          </p>
          <pre className="mono">
            <VisibleText text={root.comment} />
          </pre>
          <p className="muted">
            {t('inspector.onMinions', { count: root.minions.length, names: reader.list(root.minions.slice(0, 12)) })}
          </p>
        </div>
      ))}
      <Facts
        facts={[
          { name: t('inspector.fact.jid'), value: <Value field="jid" value={job.jid} className="mono" /> },
          {
            name: t('inspector.fact.user'),
            value: job.user === null ? null : <Value field="user" value={job.user} className="mono" />,
          },
          {
            name: t('inspector.fact.tgt'),
            value:
              job.tgt === null ? null : (
                <span className="mono">
                  <VisibleText text={targetText(job)} />
                </span>
              ),
          },
          {
            name: t('inspector.fact.started'),
            value: job.started === null ? null : `${reader.dateTime(job.started)} ${reader.zone}`,
          },
          { name: t('inspector.fact.took'), value: job.durationUs === null ? null : reader.duration(job.durationUs) },
        ]}
      />
      <p className="story-buttons">
        {screen === 'job' ? null : (
          <button type="button" className="btn primary" onClick={() => jobOpened(jid)}>
            {t('inspector.openJob')}
          </button>
        )}
        <button type="button" className="btn" onClick={() => useTraceStore.getState().traceOpened({ jid })}>
          {t('trace.button')}
        </button>
        {first === undefined ? null : (
          <button type="button" className="btn" onClick={() => useSelectionStore.getState().eventPicked(first)}>
            {t('inspector.newEvent')}
          </button>
        )}
      </p>
      <NoteEditor key={jid} target={note} />
    </section>
  );
}
