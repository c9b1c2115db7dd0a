// Things that are costly to make, made once for all questions that want the same, and given up when none of them waits any more.
import type { CaseFile } from '../../store/case-file.ts';

type Entry<T> = {
  readonly revision: number;
  readonly waiting: Set<() => boolean>;
  readonly making: Promise<T | undefined>;
  made: T | undefined;
};

/** A maker's work: gives up (`undefined`) once `isGivenUp` says so; looks at it between slices. */
type Make<T> = (isGivenUp: () => boolean) => Promise<T | undefined>;

/** Keeps the newest asked-for things of each case, as long as their weights together stay under a limit (one is always kept). */
export class MadeOnce<T> {
  readonly #ofCase = new WeakMap<CaseFile, Map<string, Entry<T>>>();
  readonly #weigh: (thing: T) => number;
  readonly #limit: number;

  constructor(limit: number, weigh: (thing: T) => number) {
    this.#limit = limit;
    this.#weigh = weigh;
  }

  /** The thing of a key at a revision; `undefined` when this question is cancelled. */
  async get(
    caseFile: CaseFile,
    key: string,
    revision: number,
    isCancelled: () => boolean,
    make: Make<T>,
  ): Promise<T | undefined> {
    const entries = this.#ofCase.get(caseFile) ?? new Map<string, Entry<T>>();
    this.#ofCase.set(caseFile, entries);
    while (!isCancelled()) {
      const known = entries.get(key);
      const entry = known?.revision === revision ? known : begin(revision, make);
      // The newest asked-for stands last, the one to be dropped first.
      entries.delete(key);
      entries.set(key, entry);
      entry.waiting.add(isCancelled);
      try {
        const thing = await entry.making;
        this.#dropOld(entries);
        if (thing !== undefined) return isCancelled() ? undefined : thing;
      } finally {
        entry.waiting.delete(isCancelled);
        // Given up by all who waited before (just as this one came), or broken.
        if (entry.made === undefined && entries.get(key) === entry) entries.delete(key);
      }
    }
    return undefined;
  }

  #dropOld(entries: Map<string, Entry<T>>): void {
    let weight = 0;
    for (const [key, { made }] of [...entries].reverse()) {
      if (made === undefined) continue;
      const isFirst = weight === 0;
      weight += this.#weigh(made);
      if (weight > this.#limit && !isFirst) entries.delete(key);
    }
  }
}

function begin<T>(revision: number, make: Make<T>): Entry<T> {
  const waiting = new Set<() => boolean>();
  const isGivenUp = (): boolean => waiting.size > 0 && [...waiting].every((isCancelled) => isCancelled());
  const entry: Entry<T> = {
    revision,
    waiting,
    made: undefined,
    making: make(isGivenUp).then((thing) => {
      entry.made = thing;
      return thing;
    }),
  };
  return entry;
}
