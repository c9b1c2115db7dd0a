// A selected minion in short; its page says more.
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../../stores/answers-store.ts';
import { useLayoutStore } from '../../stores/layout-store.ts';
import { useReader } from '../../stores/reader.ts';
import { FailureNote } from '../../widgets/failure-note.tsx';
import { OutcomeMark } from '../../widgets/outcome-mark.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Value } from '../../widgets/value.tsx';
import { VisibleText } from '../../widgets/visible-text.tsx';
import { Facts } from './facts.tsx';

/** The minion. */
export function MinionSelected({ minion }: { readonly minion: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const minionOpened = useLayoutStore((s) => s.minionOpened);
  const screen = useLayoutStore((s) => s.screen);
  const { answer, failure, isSlow } = useAnswer('minion.story', { minion });
  if (failure !== null) return <FailureNote failure={failure} />;
  if (answer === undefined) return isSlow ? <Skeleton label={t('inspector.waiting')} /> : null;
  const row = answer.minion;
  const worst = row.failed > 0 ? 'failed' : row.missing > 0 ? 'missing' : null;
  const time = (stamp: number | null) => (stamp === null ? null : `${reader.dateTime(stamp)} ${reader.zone}`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keys.
    <section className="story" tabIndex={0} aria-label={t('inspector.minionLabel')}>
      <header>
        {worst === null ? (
          <span className="pill">{t('screen.minion')}</span>
        ) : (
          <OutcomeMark tone={worst} word={t(`outcome.${worst}`)} />
        )}
        <h2>
          <VisibleText text={row.minion} />
        </h2>
      </header>
      <Facts
        facts={[
          { name: t('inspector.fact.minion'), value: <Value field="minion" value={row.minion} className="mono" /> },
          { name: t('inspector.fact.returns'), value: reader.number(row.returns) },
          { name: t('outcome.failed'), value: reader.number(row.failed) },
          { name: t('outcome.missing'), value: reader.number(row.missing) },
          { name: t('inspector.fact.starts'), value: reader.number(row.starts) },
          { name: t('inspector.fact.firstSeen'), value: time(row.firstSeen) },
          { name: t('inspector.fact.lastSeen'), value: time(row.lastSeen) },
          { name: 'Salt', value: row.salt },
          {
            name: t('inspector.fact.skew'),
            value: row.skewS === null ? null : t('inspector.skew', { n: reader.number(row.skewS) }),
          },
        ]}
      />
      {screen === 'minion' ? null : (
        <p className="story-buttons">
          <button type="button" className="btn primary" onClick={() => minionOpened(row.minion)}>
            {t('inspector.openMinionPage')}
          </button>
        </p>
      )}
    </section>
  );
}
