// The dictionaries of one parse worker: strings to small local ids, and what is new since the last batch.
import { type DictionaryKind, dictionaryKinds } from '../store/columns/column-defs.ts';

/** Strings that were new, by kind, in the order of their local ids. */
export type NewStrings = { readonly [K in DictionaryKind]: readonly string[] };

/** One dictionary of a worker. Ids start at 1 and follow first appearance, which keeps the ids of a case reproducible. */
export class LocalStrings {
  readonly #ids = new Map<string, number>();
  #fresh: string[] = [];
  /** Neighbouring events often share a string, and comparing is cheaper than looking up. */
  #lastText = '';
  #lastId = 0;

  /** The local id of a string, 0 for no string. */
  id(text: string | undefined): number {
    if (text === undefined) return 0;
    if (text === this.#lastText && this.#lastId !== 0) return this.#lastId;
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#ids.size + 1;
      this.#ids.set(text, id);
      this.#fresh.push(text);
    }
    this.#lastText = text;
    this.#lastId = id;
    return id;
  }

  /** Strings added since the last call. */
  takeNew(): readonly string[] {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }
}

/** The dictionaries that a worker fills, one a kind. */
export type LocalDictionaries = { readonly [K in DictionaryKind]: LocalStrings };

/** Empty dictionaries. */
export function localDictionaries(): LocalDictionaries {
  return {
    minion: new LocalStrings(),
    fun: new LocalStrings(),
    jid: new LocalStrings(),
    user: new LocalStrings(),
    shape: new LocalStrings(),
    retcode: new LocalStrings(),
    sls: new LocalStrings(),
    state_id: new LocalStrings(),
    state_fun: new LocalStrings(),
    state_name: new LocalStrings(),
  };
}

/** What is new in all dictionaries since the last call. */
export function takeNewStrings(dictionaries: LocalDictionaries): NewStrings {
  const fresh: Partial<Record<DictionaryKind, readonly string[]>> = {};
  for (const kind of dictionaryKinds) fresh[kind] = dictionaries[kind].takeNew();
  return fresh as NewStrings;
}
