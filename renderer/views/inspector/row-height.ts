// Height of a line of data in px at the chosen text size: virtual lists must know it before they draw.
import { useSettingsStore } from '../../stores/settings-store.ts';

/** The height at which a line of the data font stands well. */
export function useLineHeight(): number {
  return Math.round(20 * useSettingsStore((s) => s.settings.textScale));
}
