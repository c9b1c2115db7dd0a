// The page of one job: what became of it on every minion, what failed by itself, and what followed from it.
import './jobs.css';
import './job-page.css';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobStory } from '../../../shared/questions/job-row.ts';
import type { JobOutcome } from '../../../shared/salt/job-outcome.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { worstOutcomes } from '../../stores/job-text.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { ValueSpotHost } from '../../widgets/value-spot.tsx';
import { JobHead } from './job-head.tsx';
import { JobLinks } from './job-links.tsx';
import { MinionDetail } from './minion-detail.tsx';
import { MinionList } from './minion-list.tsx';
import { RootList } from './root-list.tsx';

/** The screen "Job": the job whose page was opened last. */
export function JobPage() {
  const { t } = useTranslation();
  const jid = useLayoutStore((s) => s.jobPage);
  const { answer, failure, isSlow } = useAnswer('job.story', jid === null ? null : { jid });
  if (jid === null) {
    return (
      <Empty
        title={t('jobs.page.none')}
        action={
          <button type="button" className="btn" onClick={() => useLayoutStore.getState().screenWanted('jobs')}>
            {t('jobs.page.toBoard')}
          </button>
        }
      >
        {t('jobs.page.noneText')}
      </Empty>
    );
  }
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined || answer.job.jid !== jid)
    return isSlow ? <Skeleton label={t('jobs.page.loading')} /> : null;
  return <ValueSpotHost>{() => <Story key={jid} story={answer} />}</ValueSpotHost>;
}

function Story({ story }: { readonly story: JobStory }) {
  const [onlyOutcome, setOnlyOutcome] = useState<JobOutcome | null>(null);
  const [picked, setPicked] = useState<string | null>(null);
  const worst = useMemo(
    () => worstOutcomes.flatMap((outcome) => story.minions.find((one) => one.outcome === outcome) ?? [])[0],
    [story.minions],
  );
  const shown = story.minions.find((one) => one.minion === picked) ?? worst;
  const pick = (minion: string) => {
    setPicked(minion);
    const event = story.minions.find((one) => one.minion === minion)?.event;
    if (event !== undefined && event !== null) useSelectionStore.getState().eventPicked(event);
  };
  return (
    <article className="jp">
      <JobHead story={story} onlyOutcome={onlyOutcome} onOnlyOutcome={setOnlyOutcome} />
      <JobLinks jid={story.job.jid} />
      <RootList roots={story.roots} onMinion={pick} />
      <div className="jp-split">
        <MinionList minions={story.minions} onlyOutcome={onlyOutcome} picked={shown?.minion ?? null} onPick={pick} />
        {shown === undefined ? null : <MinionDetail key={shown.minion} jid={story.job.jid} minion={shown} />}
      </div>
    </article>
  );
}
