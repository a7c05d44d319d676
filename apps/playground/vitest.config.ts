import { defineConfig } from 'vitest/config';

// These bounds only stop what hangs, also on a machine that does other work.
const bounds = {
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000, interval: 20 } },
};

export default defineConfig({
  test: {
    // One after the other is faster than all at once on a small machine, and there is one clipboard.
    fileParallelism: false,
    projects: [
      {
        test: {
          ...bounds,
          name: 'playground',
          include: ['test/*.test.ts'],
          globalSetup: ['test/global-setup.ts'],
          // All files share one browser, and its pages.
          isolate: false,
        },
      },
      { test: { ...bounds, name: 'playground (firefox)', include: ['test/firefox/*.test.ts'] } },
    ],
  },
});
