// Chooses one side of a comparison: a job from the list, or what is filtered and in sight now.
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CompareSide, SideFacts } from '../../../shared/questions/compare.ts';
import { type SideName, useCompareStore } from '../../stores/compare-store.ts';
import { funWithArgs, jobOutcome } from '../../stores/job-text.ts';
import { useNewestJobs } from '../../stores/newest-jobs.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { plainVisible } from '../../widgets/visible-text.tsx';

type Props = { readonly name: SideName; readonly side: CompareSide | null; readonly facts: SideFacts | undefined };

const inSightChoice = 'in-sight';
const keptChoice = 'kept';

/** The picker. */
export function SidePicker({ name, side, facts }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const id = useId();
  const inSight = useSelectionBody();
  const jobs = useNewestJobs();
  const jid = side !== null && 'jid' in side ? side.jid : null;
  const chosen = side === null ? '' : (jid ?? keptChoice);
  const choose = (value: string) => {
    if (value === keptChoice) return;
    const wanted = value === '' ? null : value === inSightChoice ? { selection: inSight } : { jid: value };
    useCompareStore.getState().sideChosen(name, wanted);
  };
  return (
    <div className="cp-side">
      <label htmlFor={id}>{t(`compare.side.${name}`)}</label>
      <select id={id} value={chosen} onChange={(change) => choose(change.target.value)}>
        <option value="">{t('compare.none')}</option>
        <option value={inSightChoice}>{t('compare.inSight')}</option>
        {chosen === keptChoice && side !== null && 'selection' in side ? (
          <option value={keptChoice}>{keptText(side)}</option>
        ) : null}
        {jid === null || jobs.some((job) => job.jid === jid) ? null : <option value={jid}>{jid}</option>}
        {jobs.map((job) => {
          const worst = jobOutcome(job);
          const outcome = worst === null ? '' : ` · ${t(`outcome.${worst}`)}`;
          return (
            <option key={job.jid} value={job.jid}>
              {`${reader.dateTime(job.started ?? job.ended, 'second')} · ${plainVisible(funWithArgs(job, 60))}${outcome}`}
            </option>
          );
        })}
      </select>
      <p className="muted">
        {facts === undefined
          ? '\u00a0'
          : `${t('compare.minions', { count: facts.minions, number: reader.number(facts.minions) })} · ${reader.clock(facts.first, 'second')} – ${reader.clock(facts.last, 'second')} ${reader.zone}`}
      </p>
    </div>
  );

  function keptText(kept: {
    readonly selection: {
      readonly filter: string;
      readonly span?: { readonly from: number; readonly to: number } | undefined;
    };
  }): string {
    const { filter, span } = kept.selection;
    const when = span === undefined ? '' : `${reader.clock(span.from, 'second')} – ${reader.clock(span.to, 'second')} `;
    return `${when}${filter === '' ? t('compare.all') : plainVisible(filter)}`;
  }
}
