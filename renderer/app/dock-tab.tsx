// One tab of the dock. Its cross is for the pointer; the keyboard closes by command, so that no control hides inside a tab.
import type { IDockviewPanelHeaderProps } from 'dockview-react';
import { X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type Screen, useLayoutStore } from '../stores/layout-store.ts';

/** The tab of a screen, named in the window's language. */
export function DockTab({ api, containerApi }: IDockviewPanelHeaderProps) {
  const { t } = useTranslation();
  const jobPage = useLayoutStore((s) => s.jobPage);
  const minionPage = useLayoutStore((s) => s.minionPage);
  // The dock only ever makes panels for screens.
  const screen = api.id as Screen;
  const about = screen === 'job' ? jobPage : screen === 'minion' ? minionPage : null;
  const short = about === null ? null : about.length > 22 ? `…${about.slice(-14)}` : about;
  const title = short === null ? t(`screen.${screen}`) : `${t(`screen.${screen}`)} ${short}`;
  // dockview names the tab for screen readers by its title.
  useEffect(() => api.setTitle(title), [api, title]);
  const close = () => {
    if (containerApi.totalPanels > 1) api.close();
  };
  return (
    <div
      className="dock-tab"
      onAuxClick={(press) => {
        if (press.button === 1) close();
      }}
    >
      <span>{title}</span>
      <span
        className="dock-tab-close"
        aria-hidden="true"
        onPointerDown={(press) => {
          press.preventDefault();
          press.stopPropagation();
        }}
        onClick={close}
      >
        <X size={12} />
      </span>
    </div>
  );
}
