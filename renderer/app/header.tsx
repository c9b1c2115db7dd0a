// The head of the frame: which case, back and forward, the palette, the settings.
import { ChevronLeft, ChevronRight, PanelRight, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from '../stores/case-store.ts';
import { useHistoryStore } from '../stores/history-store.ts';
import { useLayoutStore } from '../stores/layout-store.ts';
import { CaseMenu } from './case-menu.tsx';
import { keyText } from './key-text.ts';
import { openPalette } from './palette-control.ts';
import { SettingsPopover } from './settings-popover.tsx';
import { SharePill } from './share/share-pill.tsx';
import { ZoneMenu } from './zone-menu.tsx';

/** The header. */
export function Header() {
  const { t } = useTranslation();
  const path = useCaseStore((s) => s.info?.path ?? '');
  const isReadOnly = useCaseStore((s) => s.info?.isReadOnly ?? false);
  const { looks, at, back, forward } = useHistoryStore();
  const isInspectorOpen = useLayoutStore((s) => s.isInspectorOpen);
  const toggleInspector = useLayoutStore((s) => s.inspectorToggled);
  return (
    <header className="header">
      <span className="header-name">Saltrace</span>
      <CaseMenu />
      {isReadOnly ? (
        <span className="pill" title={path}>
          {t('header.readOnly')}
        </span>
      ) : null}
      <SharePill />
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('command.back')}
        title={`${t('command.back')} (${keyText('Alt+ArrowLeft')})`}
        disabled={at <= 0}
        onClick={back}
      >
        <ChevronLeft size={16} aria-hidden />
      </button>
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('command.forward')}
        title={`${t('command.forward')} (${keyText('Alt+ArrowRight')})`}
        disabled={at >= looks.length - 1}
        onClick={forward}
      >
        <ChevronRight size={16} aria-hidden />
      </button>
      <span className="spring" />
      <button type="button" className="btn quiet header-palette" onClick={openPalette}>
        <Search size={14} aria-hidden />
        {t('header.palette')} <kbd>{keyText('Mod+K')}</kbd>
      </button>
      <ZoneMenu />
      <SettingsPopover />
      <button
        type="button"
        className="btn quiet icon"
        aria-label={t('command.inspector')}
        aria-pressed={isInspectorOpen}
        title={`${t('command.inspector')} (${keyText('Mod+I')})`}
        onClick={toggleInspector}
      >
        <PanelRight size={16} aria-hidden />
      </button>
    </header>
  );
}
