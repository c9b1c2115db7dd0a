// Which pauses of a capture are unusual: nothing came for as long as elsewhere around something nearly always came.
import type { Stamp } from '../../shared/base/stamp.ts';

/** A pause, and how it compares: of `around` equally long stretches around it `busy` hold events. */
export type Silence = { readonly from: Stamp; readonly to: Stamp; readonly around: number; readonly busy: number };

/** Stretches looked at on each side, how many there must be at all, and the part of them that must hold events. */
const oneSide = 10;
const fewest = 10;
const mostlyBusy = 0.9;

/**
 * Judges one pause. `hasEvents(from, to)` says whether an event is stamped in [from, to); `first` and `last` are the ends of what was
 * listened to: stretches that reach beyond say nothing. `undefined`: nothing unusual, or too little around to tell.
 */
export function judgeSilence(
  pause: { readonly from: Stamp; readonly to: Stamp },
  ends: { readonly first: Stamp; readonly last: Stamp },
  hasEvents: (from: Stamp, to: Stamp) => boolean,
): Silence | undefined {
  const length = pause.to - pause.from;
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
