// Reads the JSON reports of vitest and Playwright into counts. Nothing may hide: a file that could not be read, an error outside any test, and
// under CI a skipped test are failures.
import { existsSync, readFileSync } from 'node:fs';
import type { Tally } from './step.ts';

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly unknown[];
  }[];
};

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly { readonly message?: string }[];
};

/** Counts of a vitest run. */
export function readVitest(file: string, exitCode: number, isCi: boolean): Tally {
  const report = readReport<VitestReport>(file);
  if (report === undefined) return missing('vitest', exitCode);
  const problems = report.testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name, message }) => `${name} could not be run: ${message ?? 'no reason given'}`);
  const skipped = report.numPendingTests + report.numTodoTests;
  if (isCi && skipped > 0) problems.push(`${skipped} unit tests were skipped`);
  return close(report.numPassedTests, report.numFailedTests, problems, exitCode, 'vitest');
}

/** Counts of a Playwright run. */
export function readPlaywright(file: string, exitCode: number, isCi: boolean): Tally {
  const report = readReport<PlaywrightReport>(file);
  if (report === undefined) return missing('playwright', exitCode);
  const problems = report.errors.map(({ message }) => message ?? 'an error outside any test');
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that did not run because an earlier one failed is counted as skipped as well.
  if (isCi && skipped > 0) problems.push(`${skipped} journeys were skipped`);
  return close(expected, unexpected + flaky, problems, exitCode, 'playwright');
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function missing(tool: string, exitCode: number): Tally {
  return { passed: 0, failed: 1, problems: [`${tool} wrote no report (exit code ${exitCode})`] };
}

/** A run without a test is no success, and neither is one that ended badly for a reason that is not in its report. */
function close(passed: number, failed: number, problems: string[], exitCode: number, tool: string): Tally {
  if (passed + failed === 0) problems.push(`${tool} ran no test`);
  if (exitCode !== 0 && failed === 0 && problems.length === 0)
    problems.push(`${tool} ended with exit code ${exitCode}`);
  return { passed, failed: failed + problems.length, problems };
}
