import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { schemaSnapshot, schemaText } from '../../build/tasks/schema-snapshot.ts';
import { dictionaryKinds } from '../../electron/store/columns/column-defs.ts';
import { migrate, schemaItems, schemaVersion } from '../../electron/store/migrations/migrate.ts';
import type { Migration } from '../../electron/store/migrations/migration.ts';
import { applicationId, checkMigrations, migrations } from '../../electron/store/migrations/migrations.ts';
import { openExisting } from '../../electron/store/open-case-file.ts';
import { connect, connectMemory } from '../../electron/store/sqlite.ts';
import { tableDocs } from '../../electron/store/tables.ts';
import { caseWith, decoder, expectFailure, expectValue, importRows } from './temp-case.ts';

const folder = join(import.meta.dirname, '..', '..', 'electron', 'store', 'migrations');

/** SHA-256 of each step. A released step is never edited: change the schema with a new one. */
const hashes: Record<string, string> = {
  '0010-case.ts': '6541283399d49af6bce537fb402c4c1860b29d683b0e15436747bb0912917a84',
  '0050-keep.ts': 'c7e146284822b6a081f1fd2d761fbbd6e46efc74f54f3fdca0b17b21d1f6bcc4',
  '0070-links.ts': '13cbf4bc699f63f3f866a640afd360cf5232a31541f6d3a65144e256ac9ffad0',
  '0060-state-batch.ts': '052142c67ea4109cd2023de9e4ad8e183fdf051f667ee6dc64ce558912706ad8',
  '0080-findings.ts': '7e2c7bf0b83be32300a82f3a01128151a3977c3bbff357ba07c0470f913f7619',
  '0100-report.ts': 'e86607357e2c2cf3f804cc445e250639671f2849728217abe6d390cfc91b6e36',
  '0030-text-signatures.ts': 'f27b3084b261b0d5fed06e40466dd47789c474551b2021c4917a26a627e0628c',
  '0040-promoted-paths.ts': '1bb5ccfe66d2c9208a13ef3c2aa15e234a379b09ddf0f11590090dd4fe726426',
  '0020-views.ts': 'f36c14f9dc7107723c12a7186cb80ae732835b420dfbf10d818397021ff5247c',
};

test('every step is as it was released', () => {
  const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
  const found = files.map((name) => [
    name,
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex'),
  ]);
  expect(Object.fromEntries(found)).toEqual(hashes);
});

test('every step file is in the list, under its number', () => {
  const files = readdirSync(folder).filter((name) => /^\d{4}-/.test(name));
  expect(migrations.map(({ version, title }) => `${String(version).padStart(4, '0')}-${title}.ts`)).toEqual(files);
});

test('versions rise in tens', () => {
  const step = (version: number): Migration => ({ version, title: 'x', up: () => undefined });
  expect(() => checkMigrations([step(10), step(10)])).toThrow('does not rise');
  expect(() => checkMigrations([step(20), step(10)])).toThrow('does not rise');
  expect(() => checkMigrations([step(15)])).toThrow('does not rise');
  expect(checkMigrations([step(10), step(30)])).toHaveLength(2);
});

test('the schema is the snapshot (npm run schema writes it)', () => {
  expect(schemaText()).toBe(schemaSnapshot());
});

test('every table and column is documented with its true type, and nothing else is', () => {
  const db = expectValue(connectMemory());
  migrate(db, migrations);
  const real = schemaItems(db)
    .filter(({ type }) => type === 'table')
    .map(({ name }) => {
      const columns = db.pragma(`table_info(${name})`) as { name: string; type: string; notnull: number; pk: number }[];
      const texts = columns.map(
        (column) => `${column.name} ${column.type}${column.notnull || column.pk ? '' : ' NULL'}`,
      );
      return [name, texts];
    });
  const told = tableDocs.map(({ name, columns }) => [
    name,
    columns.map((column) => `${column.name} ${column.type}${column.nullable ? ' NULL' : ''}`),
  ]);
  expect(Object.fromEntries(told)).toEqual(Object.fromEntries(real));
  db.close();
});

test('every join leads to a documented column', () => {
  for (const { columns } of tableDocs) {
    for (const { joins, doc } of columns) {
      expect(doc).toMatch(/[.…]$/);
      if (joins === undefined) continue;
      const target = tableDocs.find(({ name }) => name === joins.table)?.columns.map(({ name }) => name);
      expect(target).toContain(joins.column);
      expect(joins.table === 'dictionary').toBe(joins.dictionary !== undefined);
      if (joins.dictionary !== undefined) expect(dictionaryKinds).toContain(joins.dictionary);
    }
  }
});

test('tables are strict', () => {
  const db = expectValue(connectMemory());
  migrate(db, migrations);
  for (const { type, name, sql } of schemaItems(db)) if (type === 'table') expect(sql, name).toMatch(/\) STRICT/);
  db.close();
});

const next: Migration = {
  version: (migrations.at(-1)?.version ?? 0) + 10,
  title: 'colours',
  up: (db) => {
    db.exec('ALTER TABLE source ADD COLUMN colour TEXT');
    db.exec("UPDATE source SET colour = 'red'");
  },
};

test('a case of an older version is upgraded for writing, its rows stay, a copy of it is kept beside it', () => {
  const old = caseWith([{ tag: 'x', stamp: 7 }]);
  old.close();
  const before = readFileSync(old.path);
  const upgraded = expectValue(openExisting(old.path, { isReadOnly: false, decoder }, [...migrations, next]));
  expect(upgraded.rows('SELECT name, colour FROM source')).toEqual([{ name: 'a', colour: 'red' }]);
  expect(upgraded.rows('PRAGMA user_version')).toEqual([{ user_version: next.version }]);
  upgraded.close();
  const copy = `${old.path}.version-${migrations.at(-1)?.version}`;
  expect(readFileSync(copy).equals(before)).toBe(true);
});

test('a case of an older version is not upgraded by reading it', () => {
  const old = caseWith([{ stamp: 7 }]);
  old.close();
  const before = readFileSync(old.path);
  const failure = expectFailure(openExisting(old.path, { isReadOnly: true, decoder }, [...migrations, next]));
  expect(failure).toMatchObject({ code: 'database-readonly' });
  expect(failure.message).toContain(old.path);
  expect(readFileSync(old.path).equals(before)).toBe(true);
});

test('a step that fails leaves the case at its version, byte for byte', () => {
  const old = caseWith([{ stamp: 7 }]);
  old.close();
  const before = readFileSync(old.path);
  const broken: Migration = {
    version: next.version + 10,
    title: 'broken',
    up: (db) => {
      db.exec("UPDATE source SET colour = 'blue'");
      throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' });
    },
  };
  const steps = [...migrations, next, broken];
  expect(expectFailure(openExisting(old.path, { isReadOnly: false, decoder }, steps)).code).toBe('disk-full');
  expect(readFileSync(old.path).equals(before)).toBe(true);
  expect(expectValue(openExisting(old.path, { isReadOnly: true, decoder }, migrations)).columns.length).toBe(1);
});

test('migrating in steps is migrating at once', () => {
  const [inSteps, atOnce] = [expectValue(connectMemory()), expectValue(connectMemory())];
  migrate(inSteps, migrations);
  migrate(inSteps, [...migrations, next]);
  migrate(atOnce, [...migrations, next]);
  expect(schemaItems(inSteps)).toEqual(schemaItems(atOnce));
  expect(schemaVersion(inSteps)).toBe(next.version);
  expect(inSteps.pragma('application_id', { simple: true })).toBe(applicationId);
});

test('running the same steps again changes nothing', () => {
  const caseFile = caseWith([{ stamp: 1 }]);
  importRows(caseFile, [{ stamp: 2 }]);
  caseFile.close();
  const before = readFileSync(caseFile.path);
  const db = expectValue(connect(caseFile.path, false));
  migrate(db, migrations);
  db.close();
  expect(readFileSync(caseFile.path).equals(before)).toBe(true);
  expect(existsSync(`${caseFile.path}.version-10`)).toBe(false);
});
