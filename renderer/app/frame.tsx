// The frame around an open case: one filter, one strip, the rail, the dock, the inspector, the status bar.
import { useTranslation } from 'react-i18next';
import { useLayoutStore } from '../stores/layout-store.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { Inspector } from '../views/inspector/inspector.tsx';
import { Split } from '../widgets/split.tsx';
import { CaseFailure } from './case-failure.tsx';
import { Dock } from './dock.tsx';
import { ErrorFence } from './error-fence.tsx';
import { FilterBar } from './filter/filter-bar.tsx';
import { Header } from './header.tsx';
import { ImportBar } from './import-bar.tsx';
import { OverviewStrip } from './overview-strip.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import './frame.css';

/** The window while a case is open. */
export function Frame() {
  const { t } = useTranslation();
  return (
    <div className="frame">
      <Header />
      <FilterBar />
      <ErrorFence name={t('strip.label')}>
        <OverviewStrip />
      </ErrorFence>
      <ImportBar />
      <CaseFailure />
      <div className="frame-body">
        <Rail />
        <main className="frame-dock" aria-label={t('frame.screens')}>
          <Dock />
        </main>
        <InspectorPlace />
      </div>
      <StatusBar />
    </div>
  );
}

/** The inspector stands beside the events at all times, beside other screens while something is selected. */
function InspectorPlace() {
  const { t } = useTranslation();
  const isOpen = useLayoutStore((s) => s.isInspectorOpen);
  const width = useLayoutStore((s) => s.inspectorWidth);
  const sized = useLayoutStore((s) => s.inspectorSized);
  const screen = useLayoutStore((s) => s.screen);
  const hasSelection = useSelectionStore((s) => s.selected !== null);
  if (!isOpen || !(hasSelection || screen === 'events')) return null;
  return (
    <aside
      className="frame-inspector"
      data-empty={!hasSelection || undefined}
      aria-label={t('inspector.label')}
      style={{ width: `min(${width}px, 42vw)` }}
    >
      <Split label={t('inspector.resize')} size={width} smallest={260} largest={900} onSize={sized} />
      <div className="frame-inspector-content">
        <ErrorFence name={t('inspector.label')}>
          <Inspector />
        </ErrorFence>
      </div>
    </aside>
  );
}
