// How the journeys on a real Electron are run: one at a time, no second tries.
import path from 'node:path';
import { defineConfig } from '@playwright/test';

const results = path.resolve(import.meta.dirname, '..', '..', 'test-results');

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.e2e.ts',
  outputDir: path.join(results, 'e2e'),
  workers: 1,
  retries: 0,
  // Letters are bundled, but systems draw their edges differently: stored pictures are those of Linux, and are compared there.
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  ignoreSnapshots: process.platform !== 'linux',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: path.join(results, 'e2e.json') }]],
});
