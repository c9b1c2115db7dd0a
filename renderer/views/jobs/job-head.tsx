// Heading of a job's page: what ran where, who started it, how it ended, and the command to run it again.
import { Check, Copy } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStory } from '../../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import { funWithArgs, jobOutcome, jobParts, jobSize, targetText } from '../../stores/job-text.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { copyText } from '../../stores/shell-store.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { OutcomeSign } from '../../widgets/outcome-mark.tsx';
import { StackedBar } from '../../widgets/stacked-bar.tsx';
import { ValueSpot } from '../../widgets/value-spot.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { JobDoors } from './job-doors.tsx';
import { useCountWords } from './job-words.ts';
import { rerunCommand } from './rerun-command.ts';

type Props = {
  readonly story: JobStory;
  readonly onlyOutcome: JobOutcome | null;
  readonly onOnlyOutcome: (outcome: JobOutcome | null) => void;
};

/** The heading; the counts in it choose which minions are listed. */
export function JobHead({ story, onlyOutcome, onOnlyOutcome }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const countWords = useCountWords();
  const { job } = story;
  const target = targetText(job);
  const worst = jobOutcome(job);
  return (
    <header className="jp-head">
      <div className="jp-title">
        <h1 className="mono">
          <VisibleText text={funWithArgs(job)} />
        </h1>
        {worst === null ? null : (
          <span className="jp-verdict" data-tone={worst}>
            <OutcomeSign tone={worst} size={15} />
            {t(`jobs.verdict.${worst}`, { count: job[worst] ?? 0, number: reader.number(job[worst] ?? 0) })}
          </span>
        )}
        {job.isTest ? (
          <span className="pill" title={t('jobs.testHint')}>
            {t('jobs.test')}
          </span>
        ) : null}
        {job.isInternal ? <span className="pill">{t('jobs.internalPill')}</span> : null}
      </div>
      <dl className="jp-facts">
        <Fact name={t('jobs.column.jid')}>
          <ValueSpot field="jid" value={job.jid} className="mono" />
        </Fact>
        <Fact name={t('jobs.column.started')}>
          <button
            type="button"
            className="value mono"
            title={t('jobs.page.showNew')}
            onClick={() => useSelectionStore.getState().eventsPicked([...story.newEvents].reverse())}
            disabled={story.newEvents.length === 0}
          >
            {job.started === null ? t('jobs.page.notSeen') : `${reader.dateTime(job.started, 'milli')} ${reader.zone}`}
          </button>
        </Fact>
        <Fact name={t('jobs.column.duration')}>{reader.duration(job.durationUs)}</Fact>
        {job.user === null ? null : (
          <Fact name={t('jobs.column.user')}>
            <ValueSpot field="user" value={job.user} />
          </Fact>
        )}
        {target === '' ? null : (
          <Fact name={t('jobs.column.target')}>
            <span className="mono clip" title={target}>
              <VisibleText text={target} />
            </span>
            {job.tgtType === null ? null : <span className="muted"> {job.tgtType}</span>}
          </Fact>
        )}
        <Fact name={t('jobs.column.origin')}>
          <span title={job.origin.because}>{t(`jobs.origin.${job.origin.kind}`)}</span>
          {job.origin.kind === 'unknown' ? null : (
            <>
              {' '}
              <CertaintyPill
                isCertain={job.origin.certainty === 'certain'}
                word={t(`certainty.${job.origin.certainty}`)}
                because={job.origin.because}
              />
            </>
          )}
        </Fact>
      </dl>
      <div className="jp-counts">
        <span className="jp-count">
          <b>{job.expected === null ? '?' : reader.number(job.expected)}</b> {t('jobs.page.expected')}
        </span>
        <span className="jp-count">
          <b>{reader.number(job.returned)}</b> {t('jobs.page.returned')}
        </span>
        {jobParts(job)
          .filter((part) => part.count > 0)
          .map((part) => (
            <button
              key={part.tone}
              type="button"
              className="jp-count jp-only"
              data-tone={part.tone}
              aria-pressed={onlyOutcome === part.tone}
              title={t('jobs.page.only', { outcome: t(`outcome.${part.tone}`) })}
              onClick={() => onOnlyOutcome(onlyOutcome === part.tone ? null : part.tone)}
            >
              <OutcomeSign tone={part.tone} />
              <b>{reader.number(part.count)}</b> {t(`outcome.${part.tone}`)}
            </button>
          ))}
        <span className="jp-bar">
          <StackedBar parts={jobParts(job)} total={jobSize(job)} label={countWords(job)} />
        </span>
      </div>
      {job.expected === null ? <p className="muted jp-note">{t('jobs.page.expectedUnknown')}</p> : null}
      <JobDoors story={story} />
      <Rerun story={story} />
    </header>
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

function Rerun({ story }: { readonly story: JobStory }) {
  const { t } = useTranslation();
  const reader = useReader();
  const [isCopied, setCopied] = useState(false);
  const again = rerunCommand(story.job, story.minions);
  if (again.command === null) {
    return again.because === 'nothing' ? null : <p className="muted jp-note">{t('jobs.rerun.unclear')}</p>;
  }
  const { command } = again;
  return (
    <div className="jp-rerun">
      <span className="muted">
        {t('jobs.rerun.title', { count: again.minions, number: reader.number(again.minions) })}
      </span>
      <code className="mono">{command}</code>
      <button
        type="button"
        className="btn"
        onClick={() => {
          copyText(command);
          setCopied(true);
        }}
        onBlur={() => setCopied(false)}
      >
        {isCopied ? <Check size={13} aria-hidden="true" /> : <Copy size={13} aria-hidden="true" />}
        {isCopied ? t('jobs.rerun.copied') : t('jobs.rerun.copy')}
      </button>
    </div>
  );
}
