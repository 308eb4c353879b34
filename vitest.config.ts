import { defineConfig } from 'vitest/config';

const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const;

/**
 * Three kinds of tests: `node` for pure code, `dom` for components, `browser` for the built
 * extension in real browsers, one file at a time since each starts browsers of its own.
 */
export default defineConfig({
  test: {
    reporters: ['default', './test/tools/summary-reporter.ts'],
    projects: [
      {
        oxc,
        test: {
          name: 'node',
          environment: 'node',
          // Property tests take seconds, and more on a busy machine.
          testTimeout: 60_000,
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', 'test/ui/**'],
        },
      },
      {
        oxc,
        test: {
          name: 'dom',
          environment: 'happy-dom',
          testTimeout: 60_000,
          include: ['test/ui/**/*.test.{ts,tsx}'],
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/global-setup.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
