// What became of a job's minions, as a bar and in words.
import { useTranslation } from 'react-i18next';
import type { JobRow } from '../../../shared/questions/job-row.ts';
import { jobParts, jobSize } from '../../stores/job-text.ts';
import { useReader } from '../../stores/reader.ts';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { StackedBar } from '../../widgets/stacked-bar.tsx';

/** Bar and counts of one job. */
export function JobCounts({ job }: { readonly job: JobRow }) {
  const { t } = useTranslation();
  const reader = useReader();
  const parts = jobParts(job).filter((part) => part.count > 0);
  const said = reader.list(parts.map((part) => `${reader.number(part.count)} ${t(`outcome.${part.tone}`)}`));
  return (
    <div className="job-counts">
      <p className="muted">
        {job.expected === null
          ? t('inspector.expectedUnknown', { returned: reader.number(job.returned) })
          : t('inspector.expected', { expected: reader.number(job.expected), returned: reader.number(job.returned) })}
      </p>
      <StackedBar parts={parts} total={jobSize(job)} label={said} />
      <ul className="story-list">
        {parts.map((part) => (
          <li key={part.tone}>
            <OutcomeMark tone={part.tone} word={t(`outcome.${part.tone}`)} note={reader.number(part.count)} />
          </li>
        ))}
      </ul>
    </div>
  );
}
