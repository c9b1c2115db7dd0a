// Slices of long work on the engine's one thread: others get their turn in between, and a cancel can arrive.
import { breathe } from '../question.ts';

/** How long a slice may hold the event loop, in ms: less than a frame of the window. */
const sliceMs = 10;

/** Counts the time of slices of one piece of work. */
export class Slices {
  readonly #isGivenUp: () => boolean;
  #end = performance.now() + sliceMs;

  constructor(isGivenUp: () => boolean) {
    this.#isGivenUp = isGivenUp;
  }

  /** True when it is time to {@link rest}. Asking costs about as much as a hundred events. */
  get isDue(): boolean {
    return performance.now() >= this.#end;
  }

  /** Lets others run; true when the work is not wanted any more. */
  async rest(): Promise<boolean> {
    await breathe();
    this.#end = performance.now() + sliceMs;
    return this.#isGivenUp();
  }
}
