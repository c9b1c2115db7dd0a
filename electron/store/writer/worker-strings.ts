// What each parse worker's own string ids are in the case's dictionaries.
import type { Batch } from '../batch.ts';
import type { CaseDictionary } from '../case-dictionary.ts';
import { type DictionaryKind, dictionaryKinds } from '../columns/column-defs.ts';

/** Position = a worker's id, value = the case's id; position 0 holds 0. Never shrinks, may be longer than the ids given. */
export type IdMap = Uint32Array;

/** The maps of one worker. */
type WorkerMaps = { readonly [K in DictionaryKind]: IdMap };

type Growing = { map: IdMap; size: number };

/** The maps of all workers. */
export type WorkerStrings = {
  /** Adds the batch's new strings to the dictionaries and gives the maps with them. */
  readonly take: (worker: number, strings: Batch['strings']) => WorkerMaps;
  readonly end: (worker: number) => void;
  readonly endAll: () => void;
};

/** Maps onto the given dictionaries. */
export function workerStrings(dictionary: (kind: DictionaryKind) => CaseDictionary): WorkerStrings {
  const workers = new Map<number, Record<DictionaryKind, Growing>>();

  function newMaps(): Record<DictionaryKind, Growing> {
    const empty = (): Growing => ({ map: new Uint32Array(1), size: 1 });
    return Object.fromEntries(dictionaryKinds.map((kind) => [kind, empty()])) as Record<DictionaryKind, Growing>;
  }

  return {
    take: (worker, strings) => {
      const maps = workers.get(worker) ?? newMaps();
      workers.set(worker, maps);
      for (const kind of dictionaryKinds) grow(maps[kind], strings[kind], dictionary(kind));
      return Object.fromEntries(dictionaryKinds.map((kind) => [kind, maps[kind].map])) as WorkerMaps;
    },
    end: (worker) => {
      workers.delete(worker);
    },
    endAll: () => workers.clear(),
  };
}

function grow(growing: Growing, texts: readonly string[], dictionary: CaseDictionary): void {
  if (texts.length === 0) return;
  const needed = growing.size + texts.length;
  if (needed > growing.map.length) {
    const larger = new Uint32Array(Math.max(needed, growing.map.length * 2));
    larger.set(growing.map);
    growing.map = larger;
  }
  for (const text of texts) growing.map[growing.size++] = dictionary.add(text);
}
