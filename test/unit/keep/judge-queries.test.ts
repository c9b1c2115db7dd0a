// Saved sequences and SQL are judged like filters: what cannot be run is listed as broken, with its place.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { allQueries } from '../../../electron/keep/all-queries.ts';
import { putCaseQuery } from '../../../electron/keep/case-queries.ts';
import { queryFault } from '../../../shared/keep/check-query.ts';
import type { SavedQuery } from '../../../shared/keep/saved-query.ts';
import { emptyCase } from '../../support/small-case.ts';

const builtIn = join(import.meta.dirname, '../../../electron/library/built-in');

function query(kind: SavedQuery['kind'], text: string): SavedQuery {
  return { name: 'one', description: '', kind, text, parameters: [] };
}

function listed(files: Readonly<Record<string, string>>) {
  const library = mkdtempSync(join(tmpdir(), 'saltrace-judged-'));
  onTestFinished(() => rmSync(library, { recursive: true, force: true }));
  mkdirSync(library, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(library, name), text);
  return allQueries(undefined, { library, builtIn }).filter(({ place }) => place === 'library');
}

it('names what is wrong with a sequence, and where', () => {
  expect(queryFault(query('sequence', 'sequence by minion [kind:new] [kind:ret]'))).toBeNull();
  expect(queryFault(query('sequence', 'sequence by minion [kind:new]'))).toEqual({
    part: 'text',
    message: 'position 29: expected another step: a sequence has two or more',
    position: 29,
  });
  expect(queryFault(query('sequence', 'sequence by minion [kind:nwe] [kind:ret]'))).toMatchObject({ position: 25 });
});

it('finds the place of a fault behind a parameter in the text as it is kept', () => {
  const parameters = [{ name: 'who', description: '', type: 'text', default: 'a long name', choices: [] }] as const;
  const kept = { ...query('sequence', 'sequence by minion [minion:$who] [kind:nwe]'), parameters };
  expect(queryFault(kept)).toMatchObject({ part: 'text', position: 39 });
  expect(queryFault({ ...kept, text: 'sequence by minion [minion:$who] [kind:new]' })).toBeNull();
});

it('lists a malformed sequence and SQL that cannot be run as broken, with their places', () => {
  const entries = listed({
    'a.yaml': 'name: A\nkind: sequence\ntext: sequence by minion [kind:new]\n',
    'b.yaml': 'name: B\nkind: sql\ntext: SELECT minio FROM events\n',
    'c.yaml': 'name: C\nkind: sql\ntext: DELETE FROM events\n',
    'd.yaml': 'name: D\nkind: sql\ntext: PRAGMA journal_mode = DELETE\n',
    'e.yaml': 'name: E\nkind: sql\ntext: SELECT salt_glob(tag) FROM events\n',
    'f.yaml':
      "name: F\nkind: sql\ntext: SELECT id FROM events WHERE salt_glob(tag, 'salt/*') AND event_data(id) IS NOT NULL\n",
  });
  expect(entries.map((entry) => ('query' in entry ? entry.query.name : `${entry.file}: ${entry.reason}`))).toEqual([
    'a.yaml: text: position 29: expected another step: a sequence has two or more',
    'b.yaml: text: position 7: SQL: no such column: minio',
    'c.yaml: text: position 0: Not run: DELETE is no question',
    'd.yaml: text: position 0: Not run: PRAGMA changes settings; the tables and columns are in the schema, or in pragma_table_info(…)',
    'e.yaml: text: position 7: SQL: wrong number of arguments to function salt_glob()',
    'F',
  ]);
});

it('finds nothing wrong with what comes with the program', () => {
  const entries = allQueries(undefined, { library: join(builtIn, 'none'), builtIn });
  expect(entries.length).toBeGreaterThan(20);
  expect(entries.filter((entry) => !('query' in entry))).toEqual([]);
});

it('refuses to keep SQL that could not be run', () => {
  const small = emptyCase();
  onTestFinished(() => small.dispose());
  expect(putCaseQuery(small.caseFile, query('sql', 'SELECT nope FROM events'), null)).toMatchObject({
    ok: false,
    failure: { message: 'The query cannot be saved: text: position 7: SQL: no such column: nope.' },
  });
  expect(putCaseQuery(small.caseFile, query('sql', 'SELECT id FROM events'), null).ok).toBe(true);
});
