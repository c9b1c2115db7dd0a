// Which pauses of a capture are unusual: nothing came for three times as long as it takes elsewhere around until something comes.
import type { Stamp } from '../../shared/base/stamp.ts';

/** A pause, and how it compares: of `around` stretches of a third of its length around it `busy` hold events. */
export type Silence = { readonly from: Stamp; readonly to: Stamp; readonly around: number; readonly busy: number };

/** Stretches looked at on each side (ten times the pause), how many there must be at all, and the part that must hold events. */
const oneSide = 30;
const fewest = 30;
const mostlyBusy = 0.9;
/** A stretch as long as the pause would find one missed beat of a regular rhythm unusual, and each beat of it too. */
const shareOfPause = 3;

/**
 * Judges one pause. `hasEvents(from, to)` says whether an event is stamped in [from, to); `first` and `last` are the ends of what was
 * listened to: stretches that reach beyond say nothing. `undefined`: nothing unusual, or too little around to tell.
 */
export function judgeSilence(
  pause: { readonly from: Stamp; readonly to: Stamp },
  ends: { readonly first: Stamp; readonly last: Stamp },
  hasEvents: (from: Stamp, to: Stamp) => boolean,
): Silence | undefined {
  const length = (pause.to - pause.from) / shareOfPause;
  let around = 0;
  let busy = 0;
  for (let step = 1; step <= oneSide; step += 1) {
    const before = pause.from - step * length;
    // The event that ends the pause belongs to the first stretch behind it, the one that begins it to the last before it.
    if (before >= ends.first) {
      around += 1;
      if (hasEvents(before + 1, before + length + 1)) busy += 1;
    }
    const behind = pause.to + (step - 1) * length;
    if (behind + length <= ends.last) {
      around += 1;
      if (hasEvents(behind, behind + length)) busy += 1;
    }
  }
  return around >= fewest && busy >= around * mostlyBusy ? { ...pause, around, busy } : undefined;
}
