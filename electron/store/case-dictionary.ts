// The strings of one dictionary: loaded from the case when first asked for, growing while an import runs.
import type { Database } from 'better-sqlite3';
import type { Dictionary } from './case-file.ts';
import { type DictionaryKind, dictionaryKinds } from './columns/column-defs.ts';
import { CaseError, damagedCase, reading } from './store-failure.ts';

type TextRow = [id: number, text: string];

/** Ids are given in the order of adding, from 1; those above `written` are not in the case file yet. */
export class CaseDictionary implements Dictionary {
  /** Largest id that the file holds. */
  written = 0;
  readonly #db: Database;
  readonly #path: string;
  readonly #kind: number;
  readonly #name: DictionaryKind;
  #texts: string[] | undefined;
  #ids: Map<string, number> | undefined;

  constructor(db: Database, path: string, name: DictionaryKind) {
    this.#db = db;
    this.#path = path;
    this.#name = name;
    this.#kind = dictionaryKinds.indexOf(name);
  }

  get size(): number {
    return this.#loaded().length - 1;
  }

  text(id: number): string {
    const text = this.#loaded()[id];
    if (text === undefined)
      throw new CaseError(damagedCase(this.#path, `the dictionary ${this.#name} has no string ${id}`));
    return text;
  }

  id(text: string): number {
    return this.#index().get(text) ?? 0;
  }

  /** Id of a string that is added if it is new. */
  add(text: string): number {
    // SQLite keeps UTF-8, which has no lone surrogates: as they are, two strings would be one when read again.
    const kept = text.isWellFormed() ? text : text.toWellFormed();
    const index = this.#index();
    const known = index.get(kept);
    if (known !== undefined) return known;
    const texts = this.#loaded();
    const id = texts.length;
    texts.push(kept);
    index.set(kept, id);
    return id;
  }

  /** Strings that are not in the file yet; the first one has the id `written` + 1. */
  unwritten(): readonly string[] {
    return this.#texts === undefined ? [] : this.#texts.slice(this.written + 1);
  }

  /** Forgets what is in memory: after a rollback, or when another program wrote to the case. */
  reload(): void {
    this.#texts = undefined;
    this.#ids = undefined;
  }

  #loaded(): string[] {
    if (this.#texts !== undefined) return this.#texts;
    const texts = [''];
    // All strings of one dictionary, by the primary key.
    const rows = this.#db.prepare<[number]>('SELECT id, text FROM dictionary WHERE kind = ? ORDER BY id').raw();
    for (const [id, text] of reading(this.#path, () => rows.all(this.#kind) as TextRow[])) {
      if (id !== texts.length) {
        const found = `the dictionary ${this.#name} goes from ${texts.length - 1} to ${id}`;
        throw new CaseError(damagedCase(this.#path, found));
      }
      texts.push(text);
    }
    this.#texts = texts;
    this.written = texts.length - 1;
    return texts;
  }

  #index(): Map<string, number> {
    if (this.#ids !== undefined) return this.#ids;
    const ids = new Map<string, number>();
    for (const [id, text] of this.#loaded().entries()) if (id > 0) ids.set(text, id);
    this.#ids = ids;
    return ids;
  }
}
