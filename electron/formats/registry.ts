// The formats this program reads. A new one is a folder beside this file and one line in it.
import type { Format, FormatName } from './format.ts';
import { rawfileJson } from './rawfile-json/rawfile-json.ts';
import { sse } from './sse/sse.ts';
import { stateEvent } from './state-event/state-event.ts';

/** All formats, in the order in which they are shown. */
export const formats: readonly Format[] = [sse, stateEvent, rawfileJson];

/** Below this a format is not sure enough to be taken without the user's word. */
const leastScore = 0.5;

/** The format of a source by its first bytes, or `undefined` when it is no capture that is understood. */
export function detectFormat(head: Uint8Array): Format | undefined {
  let best: Format | undefined;
  let bestScore = 0;
  for (const format of formats) {
    const score = format.detect(head);
    if (score > bestScore) {
      best = format;
      bestScore = score;
    }
  }
  return bestScore >= leastScore ? best : undefined;
}

/** The format of that name; `undefined` for a name that no format has. */
export function formatNamed(name: FormatName): Format;
export function formatNamed(name: string): Format | undefined;
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
