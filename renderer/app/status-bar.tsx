// The foot of the frame: how much is selected of how much, from where, with what defects, in which zone, how fast.
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnswersStore } from '../stores/answers-store.ts';
import { useBackgroundStore } from '../stores/background-store.ts';
import { useCaseStore } from '../stores/case-store.ts';
import { useLayoutStore } from '../stores/layout-store.ts';
import { useSelectedCount } from '../stores/selected-count.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { useZoneStore } from '../stores/zone-store.ts';
import { formatNumber } from '../widgets/format-number.ts';

/** The status bar. */
export function StatusBar() {
  const { t, i18n } = useTranslation();
  const number = (value: number) => formatNumber(value, i18n.language);
  const info = useCaseStore((s) => s.info);
  const count = useSelectedCount();
  const picked = useSelectionStore((s) =>
    s.selected === null ? 0 : s.selected.what === 'events' ? s.selected.ids.length : 1,
  );
  const zone = useZoneStore((s) => s.zone);
  const tookMs = useAnswersStore((s) => s.lastTookMs);
  const wanted = useLayoutStore((s) => s.screenWanted);
  if (info === null) return null;
  const read = info.sources.reduce((sum, source) => sum + source.read, 0);
  const told = info.sources.reduce((sum, source) => sum + source.accepted + source.duplicates + source.rejected, 0);
  const problems = info.problems.reduce((sum, problem) => sum + problem.count, 0);
  const sources = t('status.sources', { count: info.sources.length, n: number(info.sources.length) });
  const account =
    read === told
      ? t('status.accounted', { n: number(read) })
      : t('status.unaccounted', { n: number(read), told: number(told) });
  return (
    <footer className="status">
      <span role="status">
        {count === null
          ? t('status.counting')
          : t('status.events', { count: info.events, n: number(count), all: number(info.events) })}
      </span>
      {picked === 0 ? null : <span>{t('status.selected', { n: number(picked) })}</span>}
      <button type="button" onClick={() => wanted('imports')}>
        {sources}, {account}
      </button>
      {problems === 0 ? null : (
        <button type="button" className="warn" onClick={() => wanted('imports')}>
          <TriangleAlert size={12} aria-hidden />
          {t('status.problems', { count: problems, n: number(problems) })}
        </button>
      )}
      <BackgroundState />
      {info.isDerived ? null : <span>{t('status.deriving')}</span>}
      <span className="spring" />
      <span>{t('status.zone', { zone })}</span>
      {tookMs === null ? null : <span>{t('status.engine', { n: number(Math.round(tookMs)) })}</span>}
    </footer>
  );
}

/** What the engine does meanwhile. */
function BackgroundState() {
  const { t, i18n } = useTranslation();
  const progress = useBackgroundStore((s) => s.progress);
  if (progress === null) return null;
  const share = formatNumber(Math.floor(progress.share * 100), i18n.language);
  return (
    <span>
      {progress.task === 'promote'
        ? t('status.promoting', { path: progress.path, share })
        : t('status.signing', { share })}
    </span>
  );
}
