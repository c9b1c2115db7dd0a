// Key presses anywhere in the window become commands.
import { useEffect } from 'react';
import { commands } from './commands.ts';
import { isPress, isTyping } from './key-text.ts';

function isPlain(combination: string): boolean {
  return !/^(?:Mod|Alt)\+/.test(combination);
}

function pressed(press: KeyboardEvent): void {
  if (press.defaultPrevented || press.isComposing) return;
  const isBusy = isTyping(press.target) || document.querySelector('[role="dialog"], [role="menu"]') !== null;
  for (const command of commands) {
    const key = command.keys.find((combination) => isPress(press, combination));
    if (key === undefined || (isBusy && isPlain(key)) || !command.canRun()) continue;
    press.preventDefault();
    command.run();
    return;
  }
}

/** Listens as long as the window stands. */
export function useKeys(): void {
  useEffect(() => {
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, []);
}
