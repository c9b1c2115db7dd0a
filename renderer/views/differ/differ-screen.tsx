// The screen "What differs": each cause of a job or selection, with what its minions have that the healthy ones have not.
import './differ.css';
import { useTranslation } from 'react-i18next';
import type { DifferAnswer } from '../../../shared/questions/differ.ts';
import { useAnswer } from '../../stores/answers-store.ts';
import { useDifferStore } from '../../stores/differ-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { useSelectionBody } from '../../stores/selection-body.ts';
import { Empty } from '../../widgets/empty.tsx';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { CauseCard } from './cause-card.tsx';

/** The screen. */
export function DifferScreen() {
  const { t } = useTranslation();
  const reader = useReader();
  const about = useDifferStore((s) => s.about);
  const inSight = useSelectionBody();
  const body = about ?? { selection: inSight };
  const { answer, failure, isSlow } = useAnswer('differ.find', body);
  const job = about !== null && 'jid' in about ? about.jid : null;
  return (
    <article className="df">
      <header className="df-head">
        <h1>{t('screen.differ')}</h1>
        <fieldset className="df-about">
          <legend className="only-heard">{t('differ.about')}</legend>
          {about === null ? null : (
            <button type="button" className="btn" aria-pressed="true">
              {job === null ? t('differ.ofArea') : t('differ.ofJob', { jid: job })}
            </button>
          )}
          <button
            type="button"
            className="btn"
            aria-pressed={about === null}
            onClick={() => useDifferStore.getState().differWanted(null)}
          >
            {t('differ.ofSight')}
          </button>
        </fieldset>
        {job === null ? null : (
          <button type="button" className="link" onClick={() => useLayoutStore.getState().jobOpened(job)}>
            {t('differ.toJob')}
          </button>
        )}
      </header>
      {failure === null ? null : <FailureNote failure={failure} />}
      {answer === undefined && isSlow ? <Skeleton label={t('differ.waiting')} /> : null}
      {answer === undefined ? null : answer.causes.length === 0 ? (
        <Empty title={t('differ.nothing')}>{t('differ.nothingText')}</Empty>
      ) : (
        <>
          <p className="muted df-against">
            {t('differ.against', { count: answer.healthy.length, number: reader.number(answer.healthy.length) })}{' '}
            {t('differ.certainty')}
          </p>
          {answer.causes.map((cause) => (
            <CauseCard
              key={`${cause.kind} ${cause.root?.id} ${cause.text} ${cause.failing[0]}`}
              cause={cause}
              healthy={answer.healthy}
            />
          ))}
          <Coverage answer={answer} />
        </>
      )}
    </article>
  );
}

function Coverage({ answer }: { readonly answer: DifferAnswer }) {
  const { t } = useTranslation();
  const reader = useReader();
  return (
    <p className="muted df-coverage">
      {answer.withGrains === 0
        ? t('differ.noGrains')
        : t('differ.withGrains', { count: answer.withGrains, number: reader.number(answer.withGrains) })}
    </p>
  );
}
