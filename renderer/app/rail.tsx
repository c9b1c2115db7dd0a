// The activity rail: one button a screen, with a badge where something waits.
import {
  Bookmark,
  ChartGantt,
  Database,
  FileInput,
  GitCompareArrows,
  Grid3x3,
  House,
  ListChecks,
  ListTree,
  NotebookText,
  Search,
  Server,
  Split,
  Stethoscope,
  Workflow,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAnswer } from '../stores/answers-store.ts';
import { useCaseStore } from '../stores/case-store.ts';
import { type Screen, useLayoutStore } from '../stores/layout-store.ts';
import { formatCompact, formatNumber } from '../widgets/format-number.ts';
import { keyText } from './key-text.ts';

type Item = {
  readonly screen: Screen;
  readonly Icon: typeof House;
  readonly badge?: number;
  readonly isQuiet?: boolean;
  readonly badgeText?: string;
  /** Where it is not `Mod` and its number; `null`: none. */
  readonly keys?: string | null;
};

/** The rail. */
export function Rail() {
  const { t, i18n } = useTranslation();
  const screen = useLayoutStore((s) => s.screen);
  const wanted = useLayoutStore((s) => s.screenWanted);
  const failing =
    useAnswer('case.summary', {}).answer?.jobs.filter((job) => job.failed > 0 || (job.missing ?? 0) > 0).length ?? 0;
  const errors =
    useAnswer('findings.list', {}).answer?.findings.filter((one) => one.severity === 'error' && one.becauseOf === null)
      .length ?? 0;
  const problems = (useCaseStore((s) => s.info?.problems) ?? []).filter(
    (one) => one.severity === 'error' || one.severity === 'data-loss',
  );
  const problemCount = problems.reduce((sum, one) => sum + one.count, 0);
  const items: Item[] = [
    { screen: 'overview', Icon: House, keys: 'Mod+1' },
    {
      screen: 'findings',
      Icon: Stethoscope,
      keys: 'Mod+Shift+G',
      badge: errors,
      badgeText: t('rail.findings', { count: errors, n: formatNumber(errors, i18n.language) }),
    },
    { screen: 'timeline', Icon: ChartGantt, keys: 'Mod+2' },
    { screen: 'events', Icon: ListTree, keys: 'Mod+3' },
    {
      screen: 'jobs',
      Icon: ListChecks,
      keys: 'Mod+4',
      badge: failing,
      badgeText: t('rail.failingJobs', { count: failing, n: formatNumber(failing, i18n.language) }),
    },
    { screen: 'minions', Icon: Server, keys: 'Mod+5' },
    {
      screen: 'imports',
      Icon: FileInput,
      keys: 'Mod+6',
      badge: problemCount,
      isQuiet: true,
      badgeText: t('rail.problems', { count: problemCount, n: formatNumber(problemCount, i18n.language) }),
    },
    { screen: 'states', Icon: Grid3x3, keys: null },
    { screen: 'differ', Icon: Split, keys: null },
    { screen: 'compare', Icon: GitCompareArrows, keys: null },
    { screen: 'search', Icon: Search, keys: 'Mod+Shift+F' },
    { screen: 'correlate', Icon: Workflow, keys: 'Mod+7' },
    { screen: 'sql', Icon: Database, keys: 'Mod+8' },
    { screen: 'saved', Icon: Bookmark, keys: 'Mod+9' },
    { screen: 'report', Icon: NotebookText, keys: 'Mod+Shift+R' },
  ];
  const isCurrent = (item: Screen) =>
    item === screen || (item === 'jobs' && screen === 'job') || (item === 'minions' && screen === 'minion');
  return (
    <nav className="rail" aria-label={t('rail.label')}>
      {items.map(({ screen: item, Icon, badge = 0, isQuiet, badgeText, keys }, n) => {
        const name = t(`screen.${item}`);
        return (
          <button
            key={item}
            type="button"
            className="rail-item"
            aria-current={isCurrent(item) ? 'page' : undefined}
            aria-label={badge > 0 ? `${name}, ${badgeText}` : name}
            title={`${badge > 0 ? `${name}: ${badgeText}` : name}${keys === null ? '' : ` (${keyText(keys ?? `Mod+${n + 1}`)})`}`}
            onClick={() => wanted(item)}
          >
            <Icon size={18} strokeWidth={1.8} aria-hidden />
            {badge > 0 ? (
              <span className={`rail-badge ${isQuiet ? 'quiet' : ''}`} aria-hidden="true">
                {formatCompact(badge, i18n.language)}
              </span>
            ) : null}
          </button>
        );
      })}
    </nav>
  );
}
