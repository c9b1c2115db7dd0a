// Slices long work, so that the engine's event loop stays free and a cancel can arrive.

/** Told by work between its steps. */
export type Pacer = {
  /** True when the slice is used up; cheap enough for every few hundred steps. */
  readonly isDue: () => boolean;
  /** Lets the event loop run; gives true when the work was cancelled meanwhile. */
  readonly rest: () => Promise<boolean>;
};

/** Well below the 50 ms that the engine may be busy, because one step after the look at the clock may be long. */
const sliceMs = 20;

/** A pacer that begins its first slice now. */
export function startPacer(isCancelled: () => boolean): Pacer {
  let end = performance.now() + sliceMs;
  return {
    isDue: () => performance.now() >= end,
    rest: async () => {
      await new Promise((resume) => setImmediate(resume));
      end = performance.now() + sliceMs;
      return isCancelled();
    },
  };
}
