// Makes a path a column of the case or an ordinary path again; says which it is.
import { CircleStop, TriangleAlert, Zap, ZapOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useBackgroundStore } from '../../stores/background-store.ts';
import { useCaseStore } from '../../stores/case-store.ts';
import { useReader } from '../../stores/reader.ts';

/** The button; nothing where the case cannot be written to. */
export function PromoteButton({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const reader = useReader();
  const info = useCaseStore((s) => s.info);
  const progress = useBackgroundStore((s) => s.progress);
  if (info === null || info.isReadOnly) return null;
  const { pathPromoted, pathDemoted } = useBackgroundStore.getState();
  const promoted = info.promoted.find((each) => each.path === path);
  if (promoted === undefined) {
    return (
      <button
        type="button"
        className="fc-icon"
        aria-label={t('paths.promote', { path })}
        title={t('paths.promoteHint', { path })}
        onClick={() => void pathPromoted(path)}
      >
        <Zap size={12} />
      </button>
    );
  }
  const isWhole = promoted.events >= info.events;
  const share = progress?.path === path ? progress.share : promoted.events / Math.max(1, info.events);
  const words = promoted.isTooVaried
    ? t('paths.tooVaried', { path })
    : isWhole
      ? t('paths.demote', { path })
      : t('paths.stop', { path, share: reader.number(Math.floor(share * 100)) });
  return (
    <button
      type="button"
      className="fc-icon fc-fast"
      data-state={promoted.isTooVaried ? 'varied' : isWhole ? 'whole' : 'reading'}
      aria-label={words}
      title={words}
      onClick={() => void pathDemoted(path)}
    >
      {promoted.isTooVaried ? <TriangleAlert size={12} /> : isWhole ? <FastMark /> : <CircleStop size={12} />}
    </button>
  );
}

/** Tells that the path is fast, and when pointed at, what a click does. */
function FastMark() {
  return (
    <>
      <Zap size={12} className="fc-is" fill="currentColor" />
      <ZapOff size={12} className="fc-will" />
    </>
  );
}
