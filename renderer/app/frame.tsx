// The frame around an open case: one filter, one strip, the rail, the dock, the inspector, the status bar.
import { useTranslation } from 'react-i18next';
import { useLayoutStore } from '../stores/layout-store.ts';
import { useSelectionStore } from '../stores/selection-store.ts';
import { Inspector } from '../views/inspector/inspector.tsx';
import { CodeLanguagesContext } from '../widgets/code-languages.ts';
import { Split } from '../widgets/split.tsx';
import { CaseFailure } from './case-failure.tsx';
import { Dock } from './dock.tsx';
import { ErrorFence } from './error-fence.tsx';
import { FilterBar } from './filter/filter-bar.tsx';
import { filterColours } from './filter/filter-colours.ts';
import { filterCompletion } from './filter/filter-completion.ts';
import { sequenceColours } from './filter/sequence-colours.ts';
import { sequenceCompletion } from './filter/sequence-completion.ts';
import { Header } from './header.tsx';
import { ImportBar } from './import-bar.tsx';
import { styleNonce } from './nonce.ts';
import { OverviewStrip } from './overview-strip.tsx';
import { Rail } from './rail.tsx';
import { StatusBar } from './status-bar.tsx';
import './frame.css';

/** The editors of views; a new object would make new editors. */
const languages = {
  nonce: styleNonce,
  filter: [filterCompletion, filterColours],
  sequence: [sequenceCompletion, sequenceColours],
};

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
          <CodeLanguagesContext value={languages}>
            <Dock />
          </CodeLanguagesContext>
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
