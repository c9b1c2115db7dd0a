// Key combinations: how they are written down, shown and recognised. `Mod` is Ctrl, on a Mac the command key.

const isMac = /Mac/.test(navigator.userAgent);

const shownNames: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Alt: isMac ? '⌥' : 'Alt',
  Shift: isMac ? '⇧' : 'Shift',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** `Mod+Shift+O` as people read it: `Ctrl+Shift+O`, `⌘⇧O`. */
export function keyText(combination: string): string {
  const parts = combination.split('+').map((part) => shownNames[part] ?? part);
  return parts.join(isMac ? '' : '+');
}

/** True when a press is this combination. Characters that need Shift on some keyboards (`?`) match by what they are. */
export function isPress(press: KeyboardEvent, combination: string): boolean {
  const parts = combination.split('+');
  const key = parts.at(-1) ?? '';
  const isLetterOrName = /^[A-Za-z0-9]$|^[A-Z][a-zA-Z]+$/.test(key);
  if ((isMac ? press.metaKey : press.ctrlKey) !== parts.includes('Mod')) return false;
  if ((isMac ? press.ctrlKey : press.metaKey) || press.altKey !== parts.includes('Alt')) return false;
  if (isLetterOrName && press.shiftKey !== parts.includes('Shift')) return false;
  return press.key.toLowerCase() === key.toLowerCase();
}

/** True where plain keys are text. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
