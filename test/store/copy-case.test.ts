import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { copyCase } from '../../electron/store/copy-case.ts';
import { AWorker } from './a-batch.ts';
import { caseWith, expectFailure, expectValue, openForTest, tempFolder, writerOf } from './temp-case.ts';

test('a copy holds the last commit of a case that is open and being written', async () => {
  const caseFile = caseWith([{ tag: 'x', stamp: 7 }]);
  const writer = writerOf(caseFile);
  expectValue(writer.begin());
  const source = writer.addSource({ name: 'b', path: '/b', format: 'rawfile-json' });
  expectValue(writer.writeBatch(source, 0, new AWorker().batch([{ stamp: 8 }])));
  const to = join(tempFolder(), 'copy.saltrace');
  const shares: number[] = [];
  expectValue(await copyCase(caseFile.path, to, (share) => shares.push(share)));
  const copy = openForTest(to, 'write');
  expect(copy.columns.length).toBe(1);
  expect(copy.tag(1)).toBe('x');
  expect(statSync(to).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(to))).toEqual(['copy.saltrace']);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
});

test('a copy never overwrites a file', async () => {
  const caseFile = caseWith([{ stamp: 7 }]);
  const to = join(tempFolder(), 'taken.saltrace');
  writeFileSync(to, 'mine');
  const failure = expectFailure(await copyCase(caseFile.path, to));
  expect(failure.code).toBe('database-exists');
  expect(failure.message).toContain(to);
  expect(readdirSync(dirname(to))).toEqual(['taken.saltrace']);
  expect(statSync(to).size).toBe(4);
});

test('a copy into a folder that is not there, or of a case that is not, says so', async () => {
  const caseFile = caseWith([{ stamp: 7 }]);
  const to = join(tempFolder(), 'no', 'copy.saltrace');
  const failure = expectFailure(await copyCase(caseFile.path, to));
  expect(failure.code).toBe('file-missing');
  expect(failure.message).toContain(dirname(to));
  const none = join(tempFolder(), 'none.saltrace');
  const missing = expectFailure(await copyCase(none, `${none}.copy`));
  expect(missing).toMatchObject({ code: 'file-missing' });
  expect(missing.message).toContain(none);
  expect(existsSync(`${none}.copy`)).toBe(false);
});
