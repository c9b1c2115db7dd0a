// Says no to SQL that is no question, by its first words, before SQLite sees it: some pragmas act while they are only prepared.
import type { Failure } from '../../../shared/base/failure.ts';
import { type SqlToken, sqlTokens } from './sql-tokens.ts';

const reading = new Set(['select', 'with', 'values']);

/** Why a refused kind of statement is refused, by its first word. */
const reasons: Readonly<Record<string, string>> = {
  attach: 'ATTACH opens another file',
  detach: 'DETACH closes a file',
  pragma: 'PRAGMA changes settings; the tables and columns are in the schema, or in pragma_table_info(…)',
  vacuum: 'VACUUM writes a file',
  begin: 'a question needs no transaction',
  commit: 'a question needs no transaction',
  end: 'a question needs no transaction',
  rollback: 'a question needs no transaction',
  savepoint: 'a question needs no transaction',
  release: 'a question needs no transaction',
};

const tip = 'Ask with SELECT, WITH … SELECT or VALUES.';

/** The failure of a text that is not one reading statement, as far as its words tell; `undefined` when it may be prepared. */
export function refuseStatement(sql: string): Failure | undefined {
  // SQLite would read no further, and say nothing about what stands behind.
  const nul = sql.indexOf('\0');
  if (nul !== -1) return refused('the text holds a NUL character', nul);
  const words = sqlTokens(sql);
  const semicolon = words.findIndex(({ text }) => text === ';');
  const behind = semicolon === -1 ? undefined : words.slice(semicolon).find(({ text }) => text !== ';');
  const [first] = words;
  if (first === undefined || semicolon === 0) return refused('there is no statement', 0);
  const verb = verbOf(words);
  if (!reading.has(verb.text.toLowerCase())) {
    const word = verb.text.toUpperCase();
    return refused(reasons[verb.text.toLowerCase()] ?? `${word} is no question`, verb.from);
  }
  return behind === undefined ? undefined : refused('only one statement is run at a time', behind.from);
}

/** The word that says what the statement is: the first, or what stands behind EXPLAIN. */
function verbOf(words: readonly SqlToken[]): SqlToken {
  const lower = words.slice(0, 3).map(({ text }) => text.toLowerCase());
  const at = lower[0] !== 'explain' ? 0 : lower[1] === 'query' && lower[2] === 'plan' ? 3 : 1;
  return words[at] ?? { text: 'EXPLAIN', kind: 'word', from: words[0]?.from ?? 0 };
}

/** A statement that is not run. `found` completes "Not run: ". */
export function refused(found: string, position: number): Failure {
  return { code: 'sql-refused', message: `Not run: ${found}.`, position, tip };
}
