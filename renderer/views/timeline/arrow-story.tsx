// What an arrow says: what it stands for, from where to where, how long between, and whether it is certain or concluded.
import { useTranslation } from 'react-i18next';
import type { Arrow, ArrowEnd } from '../../stores/arrow-store.ts';
import { useReader } from '../../stores/reader.ts';
import { plainVisible, VisibleText } from '../../widgets/visible-text.tsx';

const mostListed = 4;

/** The role of an arrow in words. */
export function useArrowTitle(): (arrow: Arrow) => string {
  const { t } = useTranslation();
  return ({ role, step }) =>
    role === 'step' ? t('arrows.step', { from: step ?? 1, to: (step ?? 1) + 1 }) : t(`arrows.${role}`);
}

/** An end in words: who and what. */
export function arrowEndText({ minion, fun, tag }: ArrowEnd): string {
  const text = [minion ?? '', fun.join(', ')].filter((part) => part !== '').join(' · ');
  return plainVisible(text === '' ? tag : text);
}

/** The lines of a card. `areBeyond`: the arrows have an end out of sight. */
export function ArrowStories({
  arrows,
  areBeyond,
}: {
  readonly arrows: readonly Arrow[];
  readonly areBeyond: boolean;
}) {
  const { t } = useTranslation();
  const reader = useReader();
  const titleOf = useArrowTitle();
  const [only] = arrows;
  if (arrows.length === 1 && only !== undefined) {
    const { from, to, isInferred, reason } = only;
    return (
      <>
        <span className="tl-card-title">
          {titleOf(only)} <span className="faint">{t(isInferred ? 'arrows.inferred' : 'arrows.certain')}</span>
        </span>
        <EndLine end={from} />
        <EndLine end={to} />
        {from.stamp === null || to.stamp === null ? null : (
          <span className="tl-card-line">{t('arrows.later', { long: reader.duration(to.stamp - from.stamp) })}</span>
        )}
        {reason === null ? null : (
          <span className="tl-card-line">
            <VisibleText text={reason} />
          </span>
        )}
        <span className="tl-card-line faint">{t('arrows.follow')}</span>
      </>
    );
  }
  return (
    <>
      <span className="tl-card-title">
        {t(areBeyond ? 'arrows.beyond' : 'arrows.count', {
          count: arrows.length,
          number: reader.number(arrows.length),
        })}
      </span>
      {arrows.slice(0, mostListed).map((arrow) => (
        <span key={`${arrow.from.id} ${arrow.to.id} ${arrow.role}`} className="tl-card-line clip">
          {titleOf(arrow)}: {arrowEndText(arrow.from)} → {arrowEndText(arrow.to)}
        </span>
      ))}
      {arrows.length > mostListed ? <span className="tl-card-line faint">…</span> : null}
    </>
  );
}

function EndLine({ end }: { readonly end: ArrowEnd }) {
  const { t } = useTranslation();
  const reader = useReader();
  return (
    <span className="tl-card-line">
      <span className="mono">{reader.clock(end.stamp, 'milli')}</span> {t(`kind.${end.kind}`)} · {arrowEndText(end)}
    </span>
  );
}
