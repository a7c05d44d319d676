import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';
import { chromiumAvailable, chromiumLaunchOptions } from '../../tools/chromium.ts';

// In CI a missing browser must fail: Playwright's own error then says how to install one.
const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';
const browser = required || chromiumAvailable();
// `npm test` says so as well, and counts it as skipped.
if (!browser)
  console.warn(
    'MISSING: a Chromium. The tests in test/chromium do not run. Install one, or set CHROMIUM_PATH.',
  );

// Browsers and processes are started: on a busy machine that takes its time. These bounds only stop what hangs.
const bounds = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } };

const inChromium: TestProjectConfiguration = {
  // A sandboxed frame has an origin of its own, and must still be able to load the sources.
  server: { cors: { origin: '*' } },
  test: {
    ...bounds,
    name: 'browser (chromium)',
    include: ['test/chromium/**/*.test.ts'],
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: chromiumLaunchOptions() }),
      instances: [{ browser: 'chromium' }],
    },
  },
};

export default defineConfig({
  test: {
    // Much of their time is waiting, so that even two cores serve two files at once.
    maxWorkers: 2,
    projects: [
      { test: { ...bounds, name: 'browser', include: ['test/node/**/*.test.ts'] } },
      ...(browser ? [inChromium] : []),
    ],
  },
});
