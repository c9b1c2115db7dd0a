// Where menus and popovers are put: a landmark of its own while something is open, so that screen readers can get there.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

/** The place; the theme sends every portal here. */
export function Overlays() {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const label = t('app.overlays');
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const name = () => {
      if (element.childElementCount === 0) {
        element.removeAttribute('role');
        element.removeAttribute('aria-label');
      } else {
        element.setAttribute('role', 'region');
        element.setAttribute('aria-label', label);
      }
    };
    name();
    const observer = new MutationObserver(name);
    observer.observe(element, { childList: true });
    return () => observer.disconnect();
  }, [label]);
  return <div id="overlays" ref={place} />;
}
