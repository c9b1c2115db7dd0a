// How the tests under test/ are run, all but test/e2e (Playwright): plain Node, and a DOM for test/view.
import { defineConfig } from 'vitest/config';

const shared = { testTimeout: 30_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/view/**', 'test/e2e/**'],
        },
      },
      { test: { ...shared, name: 'view', environment: 'happy-dom', include: ['test/view/**/*.test.{ts,tsx}'] } },
    ],
  },
});
