// One minion in one job: its outcome and why we say so, why it is missing, and the states of its run.
import { useTranslation } from 'react-i18next';
import type { JobMinion, MissingReason } from '../../../shared/questions/job-row.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { CertaintyPill } from '../../widgets/certainty-pill.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { StateRun } from './state-run.tsx';

type Props = { readonly jid: string; readonly minion: JobMinion };

/** States fetched at once; more of them are asked for by button. */
const mostStates = 1000;

/** The pane beside the list. */
export function MinionDetail({ jid, minion }: Props) {
  const { t } = useTranslation();
  const reader = useReader();
  const { event } = minion;
  const { answer, failure, isSlow } = useAnswer(
    'states.list',
    event === null ? null : { filter: '', jid, event, offset: 0, limit: mostStates },
  );
  const states = answer?.rows.filter((state) => state.event === event) ?? [];
  return (
    <section className="jp-detail" aria-label={minion.minion}>
      <header className="jp-detail-head">
        <button
          type="button"
          className="value jp-detail-name"
          onClick={() => useLayoutStore.getState().minionOpened(minion.minion)}
        >
          <VisibleText text={minion.minion} />
        </button>
        <OutcomeMark tone={minion.outcome} word={t(`outcome.${minion.outcome}`)} />
        <span className="muted">
          {[
            minion.returnedAt === null ? null : reader.clock(minion.returnedAt, 'milli'),
            minion.durationUs === null
              ? null
              : t('jobs.detail.after', { duration: reader.duration(minion.durationUs) }),
            minion.retcode.length === 0 ? null : `retcode ${minion.retcode.join(', ')}`,
            minion.outcomeBy === null ? null : t('jobs.detail.by', { rule: t(`jobs.rule.${minion.outcomeBy}`) }),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
        <span className="spring" />
        {event === null ? null : (
          <button type="button" className="link" onClick={() => useSelectionStore.getState().eventPicked(event)}>
            {t('jobs.detail.showReturn')}
          </button>
        )}
      </header>
      {minion.missingBecause === null ? null : (
        <Missing reason={minion.missingBecause} also={minion.missingBecause.also} />
      )}
      {minion.errorText === null ? null : (
        <pre className="jp-said mono">
          <VisibleText text={minion.errorText} />
        </pre>
      )}
      {minion.unresolved > 0 ? (
        <p className="muted jp-note">
          {t('jobs.detail.unresolved', { count: minion.unresolved, number: reader.number(minion.unresolved) })}
        </p>
      ) : null}
      {minion.notReached !== null && minion.notReached > 0 ? (
        <p className="muted jp-note">
          {t('jobs.detail.notReached', { count: minion.notReached, number: reader.number(minion.notReached) })}
        </p>
      ) : null}
      {failure === null ? null : <FailureNote failure={failure} />}
      {answer === undefined && isSlow ? <Skeleton label={t('jobs.states.loading')} /> : null}
      {states.length > 0 && event !== null ? (
        <StateRun states={states} total={answer?.total ?? states.length} event={event} />
      ) : null}
      {answer !== undefined && states.length === 0 && minion.errorText === null ? (
        <p className="muted jp-note">{t('jobs.states.none')}</p>
      ) : null}
    </section>
  );
}

type MissingProps = { readonly reason: MissingReason; readonly also: readonly MissingReason[] };

function Missing({ reason, also }: MissingProps) {
  const { t } = useTranslation();
  return (
    <div className="jp-missing">
      <Reason reason={reason} />
      {also.length === 0 ? null : <p className="caption">{t('jobs.missing.also')}</p>}
      {also.map((one) => (
        <Reason key={one.reason} reason={one} />
      ))}
    </div>
  );
}

function Reason({ reason }: { readonly reason: MissingReason }) {
  const { t } = useTranslation();
  return (
    <p className="jp-reason">
      <span>{t(`jobs.missing.${reason.reason}`)}</span>
      <CertaintyPill isCertain={reason.certainty === 'certain'} word={t(`certainty.${reason.certainty}`)} />
      {reason.evidence.length === 0 ? null : (
        <button
          type="button"
          className="link"
          onClick={() => useSelectionStore.getState().eventsPicked([...reason.evidence].reverse())}
        >
          {t('jobs.missing.evidence', { count: reason.evidence.length })}
        </button>
      )}
    </p>
  );
}
