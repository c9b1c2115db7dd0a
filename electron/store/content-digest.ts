// The digest by which a share that was cut or changed on its way is told from a whole one. Anybody can make a digest anew: it proves that a
// file is undamaged, not who wrote it.
import { createHash } from 'node:crypto';
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
export function isDigested(table: string): boolean {
  return tables.some(([name]) => name === table);
}

/** What a share says of itself, as text: covered by the digest as well. */
export const shareKey = 'share';

/** Makes the digest of what is in the file now: `1:` and 64 hexadecimal digits. */
export function contentDigest(db: Database): string {
  const hash = createHash('sha256');
  // The one setting that a share shows of itself, by the primary key.
  hash.update(db.prepare<[string], string>('SELECT value FROM meta WHERE key = ?').pluck().get(shareKey) ?? '');
  for (const [table, order] of tables) {
    hash.update(`\n${table}\n`);
    let waiting = '';
    // Every row, by the primary key.
    for (const row of db.prepare<[], unknown[]>(`SELECT * FROM ${table} ORDER BY ${order}`).raw().iterate()) {
      for (const value of row) {
        if (value instanceof Uint8Array) {
          hash.update(`${waiting}b${value.length}:`).update(value);
          waiting = '';
        } else if (typeof value === 'string') waiting += `t${value.length}:${value}`;
        else waiting += `n${String(value)};`;
      }
      if (waiting.length > 65_536) {
        hash.update(waiting);
        waiting = '';
      }
    }
    hash.update(waiting);
  }
  return `1:${hash.digest('hex')}`;
}
