// Sentences about a job's counts, for bars and headings.
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRow } from '../../../shared/questions/job-row.ts';
import { jobParts } from '../../stores/job-text.ts';
import { useReader } from '../../stores/reader.ts';

/** "4 expected, 4 returned: 2 failed, 2 changed" for one job. */
export function useCountWords(): (job: JobRow) => string {
  const { t } = useTranslation();
  const reader = useReader();
  return useCallback(
    (job) => {
      const parts = jobParts(job)
        .filter((part) => part.count > 0)
        .map((part) => `${reader.number(part.count)} ${t(`outcome.${part.tone}`)}`);
      const known =
        job.expected === null
          ? t('jobs.words.notExpected', { returned: reader.number(job.returned) })
          : t('jobs.words.expected', { expected: reader.number(job.expected), returned: reader.number(job.returned) });
      return parts.length === 0 ? known : `${known}: ${reader.list(parts)}`;
    },
    [t, reader],
  );
}
