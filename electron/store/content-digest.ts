// The digest by which a share that was cut or changed on its way is told from a whole one. Anybody can make a digest anew: it proves that a
// file is undamaged, not who wrote it.
import { createHash, type Hash } from 'node:crypto';
import type { Database } from 'better-sqlite3';

/** Setting that holds it; dropped as soon as anything in these tables changes. */
export const digestKey = 'share_digest';

/** The tables it is made of, each in the order of its primary key: all that is read or derived from the sources. */
const tables = [
  ['source', 'id'],
  ['block', 'id'],
  ['dictionary', 'kind, id'],
  ['segment', 'segment, column'],
  ['event', 'id'],
  ['publish', 'event'],
  ['state_result', 'id'],
  ['origin', 'event, source, offset'],
  ['problem', 'id'],
  ['problem_count', 'source, code'],
  ['job', 'jid'],
  ['job_minion', 'jid, minion'],
  ['minion', 'minion'],
] as const;

/** True for a table that the digest is made of. */
export function isInDigest(table: string): boolean {
  return tables.some(([name]) => name === table);
}

/** What a share says of itself, as text: covered by the digest as well. */
export const shareKey = 'share';

/** Largest share whose content is held against its digest when it is opened; a larger one gets none. */
const digestedBytes = 64 * 1024 * 1024;

/** True for a file that is small enough to have a digest. */
export function isDigested(db: Database): boolean {
  const [pages, size] = ['page_count', 'page_size'].map((name) => Number(db.pragma(name, { simple: true })));
  return (pages ?? 0) * (size ?? 0) <= digestedBytes;
}

/** Makes the digest of what is in the file now: `2:` and 64 hexadecimal digits. */
export function contentDigest(db: Database): string {
  const hash = createHash('sha256');
  // The one setting that a share shows of itself, by the primary key.
  hash.update(db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(shareKey) ?? '');
  for (const [table, order] of tables) {
    hash.update(`\n${table}\n`);
    const values = new Values(hash);
    // Every row, by the primary key.
    for (const row of db.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY ${order}`).raw().iterate()) {
      for (const value of row) values.add(value);
    }
    values.flush();
  }
  return `2:${hash.digest('hex')}`;
}

const kinds = { number: 0, null: 1, text: 2, blob: 3 } as const;
const mostWaiting = 16_384;

/** Hashes values by the thousand: what each is, then all numbers and lengths, then all texts. */
class Values {
  readonly #hash: Hash;
  readonly #kinds = new Uint8Array(mostWaiting);
  readonly #numbers = new Float64Array(mostWaiting);
  #count = 0;
  #texts = '';

  constructor(hash: Hash) {
    this.#hash = hash;
  }

  add(value: unknown): void {
    if (this.#count === mostWaiting || this.#texts.length > 65_536) this.flush();
    if (typeof value === 'string') {
      this.#put(kinds.text, value.length);
      this.#texts += value;
    } else if (value instanceof Uint8Array) {
      this.#put(kinds.blob, value.length);
      this.flush();
      this.#hash.update(value);
    } else this.#put(value === null ? kinds.null : kinds.number, Number(value));
  }

  #put(kind: number, number: number): void {
    this.#kinds[this.#count] = kind;
    this.#numbers[this.#count] = number;
    this.#count += 1;
  }

  flush(): void {
    this.#hash.update(this.#kinds.subarray(0, this.#count)).update(this.#numbers.subarray(0, this.#count));
    this.#hash.update(this.#texts);
    this.#count = 0;
    this.#texts = '';
  }
}
