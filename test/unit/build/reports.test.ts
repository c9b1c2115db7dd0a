// The count at the end of `npm test` hides nothing.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../../build/tasks/reports.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'saltrace-reports-'));
  file = path.join(folder, 'report.json');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function vitest(counts: Record<string, number>, testResults: unknown[] = []): void {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, success: true };
  writeFileSync(file, JSON.stringify({ ...none, ...counts, testResults }));
}

function playwright(counts: Record<string, number>, errors: unknown[] = []): void {
  writeFileSync(
    file,
    JSON.stringify({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...counts }, errors }),
  );
}

test('tests that pass and fail are counted', () => {
  vitest({ numPassedTests: 5, numFailedTests: 2 });
  expect(readVitest(file, 1, true)).toEqual({ passed: 5, failed: 2, problems: [] });
  playwright({ expected: 3, unexpected: 1 });
  expect(readPlaywright(file, 1, true)).toEqual({ passed: 3, failed: 1, problems: [] });
});

test('a run that wrote no report has failed', () => {
  expect(readVitest(file, 0, false)).toMatchObject({ passed: 0, failed: 1 });
  expect(readPlaywright(file, 0, false)).toMatchObject({ passed: 0, failed: 1 });
});

test('a run without a test has failed', () => {
  vitest({});
  expect(readVitest(file, 0, false).failed).toBe(1);
  playwright({});
  expect(readPlaywright(file, 0, false).failed).toBe(1);
});

test('a test file that could not be read is a failure', () => {
  vitest({ numPassedTests: 5 }, [
    { name: 'x.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
  ]);
  expect(readVitest(file, 1, false)).toEqual({
    passed: 5,
    failed: 1,
    problems: ['x.test.ts could not be run: no such module'],
  });
});

test('an error outside any test is a failure', () => {
  playwright({ expected: 3 }, [{ message: 'teardown' }]);
  expect(readPlaywright(file, 1, false)).toEqual({ passed: 3, failed: 1, problems: ['teardown'] });
});

test('a bad exit that the report does not explain is a failure', () => {
  vitest({ numPassedTests: 5 });
  expect(readVitest(file, 1, false).failed).toBe(1);
});

test('a skipped test is a failure under CI and only there', () => {
  vitest({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 });
  expect(readVitest(file, 0, true).failed).toBe(1);
  expect(readVitest(file, 0, false).failed).toBe(0);
  playwright({ expected: 3, skipped: 1 });
  expect(readPlaywright(file, 0, true).failed).toBe(1);
  expect(readPlaywright(file, 0, false).failed).toBe(0);
});

test('a journey that passed at its second try has failed', () => {
  playwright({ expected: 3, flaky: 1 });
  expect(readPlaywright(file, 0, false)).toMatchObject({ passed: 3, failed: 1 });
});
