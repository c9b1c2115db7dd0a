// The window: providers, and either the start screen or the frame around an open case.
import { MantineProvider } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../stores/case-store.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import { cssVariables, theme } from '../theme/theme.ts';
import { Start } from '../views/start/start.tsx';
import { ValueActionsContext } from '../widgets/value.tsx';
import { DropZone } from './drop-zone.tsx';
import { EngineBanner } from './engine-banner.tsx';
import { ErrorFence } from './error-fence.tsx';
import { ImportBar } from './import-bar.tsx';
import { KeptDialogs } from './kept/kept-dialogs.tsx';
import { KeyMap } from './key-map.tsx';
import { styleNonce } from './nonce.ts';
import { OfferDialog } from './offer-dialog.tsx';
import { Overlays } from './overlays.tsx';
import { Palette } from './palette.tsx';
import { SettingsPopover } from './settings-popover.tsx';
import { ShareDialog } from './share/share-dialog.tsx';
import { useKeys } from './use-keys.ts';
import { useValueActions } from './value-actions.tsx';
import { ZoneMenu } from './zone-menu.tsx';

/** The frame of an open case, its views and the filter's editor: a chunk of its own, so that the start screen need not wait for it. */
const Frame = lazy(async () => ({ default: (await import('./frame.tsx')).Frame }));

/** The whole window. */
export function App() {
  const themeName = useSettingsStore((s) => s.theme);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={themeName === 'light' ? 'light' : 'dark'}
      getStyleNonce={() => styleNonce}
    >
      <Window />
    </MantineProvider>
  );
}

function Window() {
  const { t } = useTranslation();
  const isOpen = useCaseStore((s) => s.info !== null);
  const valueActions = useValueActions();
  useKeys();
  return (
    <ValueActionsContext value={valueActions}>
      <ErrorFence name={t('app.window')}>
        <DropZone>
          <EngineBanner />
          {isOpen ? (
            <Suspense fallback={null}>
              <Frame />
            </Suspense>
          ) : (
            <main className="start-place">
              <div className="start-controls">
                <ZoneMenu />
                <SettingsPopover />
              </div>
              <Start />
              <ImportBar />
            </main>
          )}
        </DropZone>
        <OfferDialog />
        <KeptDialogs />
        <ShareDialog />
        <Palette />
        <KeyMap />
        <Overlays />
      </ErrorFence>
    </ValueActionsContext>
  );
}
