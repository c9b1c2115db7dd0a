// A folder of saved queries: nothing is skipped, nothing outside it is touched, what was removed comes back.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { defaultLibraryFolder } from '../../../electron/library/default-folder.ts';
import { listQueries, putQuery, removeQuery } from '../../../electron/library/query-folder.ts';
import type { SavedQuery } from '../../../shared/keep/saved-query.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'saltrace-library-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const query = (name: string): SavedQuery => ({
  name,
  description: '',
  kind: 'filter',
  text: 'kind:ret',
  parameters: [],
});
const titles = (place: string) =>
  listQueries(place, 'library').map((one) => ('query' in one ? one.query.name : one.reason));

it('lists every file, broken ones with line and reason, two of one name told apart', () => {
  const place = folder();
  writeFileSync(join(place, 'a.yaml'), 'name: First\nkind: filter\ntext: kind:ret\n');
  writeFileSync(join(place, 'b.yml'), 'name: First\nkind: filter\ntext: kind:new\n');
  writeFileSync(join(place, 'c.yaml'), 'name: Broken\nkind: filter\ntext: kind:ret (\n');
  mkdirSync(join(place, 'd.yaml'));
  writeFileSync(join(place, 'README.md'), 'no query');
  expect(listQueries(place, 'library')).toEqual([
    { place: 'library', file: 'b.yml', name: null, line: 1, reason: 'the name First is taken by a.yaml' },
    { place: 'library', file: 'c.yaml', name: null, line: 3, reason: 'text: position 10: expected a term' },
    { place: 'library', file: 'd.yaml', name: null, line: null, reason: 'it is no file' },
    { place: 'library', file: 'a.yaml', query: query('First') },
  ]);
  expect(listQueries(join(place, 'none'), 'library')).toEqual([]);
});

it('makes a file name of any query name, and never writes outside its folder', () => {
  const place = join(folder(), 'made', 'when needed');
  for (const name of ['../../etc/passwd', 'CON', 'Größte Läufe?', '失败的返回', '***', 'größte läufe', 'x'.repeat(100)])
    expect(putQuery(place, query(name), null)).toMatchObject({ ok: true });
  expect(readdirSync(place).toSorted()).toEqual(
    [
      'etc-passwd.yaml',
      'query-con.yaml',
      'größte-läufe.yaml',
      '失败的返回.yaml',
      'query.yaml',
      'größte-läufe-2.yaml',
      `${'x'.repeat(60)}.yaml`,
    ].toSorted(),
  );
  expect(titles(place)).toHaveLength(7);
  expect(putQuery(place, query('CON'), null)).toMatchObject({ ok: false, failure: { code: 'query-exists' } });
});

it('renames in the same file, removes, and puts back byte for byte', () => {
  const place = folder();
  const before = '# mine\nname: First\nkind: filter\ntext: kind:ret\n';
  writeFileSync(join(place, 'a.yaml'), before);
  expect(putQuery(place, query('Second'), 'a.yaml')).toEqual({ ok: true, value: 'a.yaml' });
  expect(readFileSync(join(place, 'a.yaml'), 'utf8')).toBe(before.replace('First', 'Second'));
  const removed = removeQuery(place, 'a.yaml');
  expect(titles(place)).toEqual([]);
  expect(removed.ok && removed.value()).toMatchObject({ ok: true });
  expect(readFileSync(join(place, 'a.yaml'), 'utf8')).toContain('# mine');
  expect(removeQuery(place, 'gone.yaml')).toMatchObject({ ok: false, failure: { code: 'file-missing' } });
});

it('says what is wrong with a query, and with a folder that is none', () => {
  const place = join(folder(), 'file');
  writeFileSync(place, '');
  expect(putQuery(place, query('a'), null)).toMatchObject({ ok: false, failure: { code: 'library-unwritable' } });
  expect(putQuery(place, { ...query('a'), text: 'retcod:1' }, null)).toMatchObject({
    failure: { code: 'query-malformed', message: expect.stringContaining('position 0: unknown field retcod') },
  });
});

it('lies beside the settings of the window, unless the environment says otherwise', () => {
  expect(defaultLibraryFolder({}, 'linux', '/home/a')).toBe('/home/a/.config/Saltrace/queries');
  expect(defaultLibraryFolder({ XDG_CONFIG_HOME: '/c' }, 'linux', '/home/a')).toBe('/c/Saltrace/queries');
  expect(defaultLibraryFolder({}, 'darwin', '/Users/a')).toBe('/Users/a/Library/Application Support/Saltrace/queries');
  expect(defaultLibraryFolder({ SALTRACE_QUERIES: '/team' }, 'win32', 'x')).toBe('/team');
});
