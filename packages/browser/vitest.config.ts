import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumAvailable, chromiumLaunchOptions } from '../../tools/chromium.ts';

// In CI a missing browser must fail: Playwright's own error then says how to install one.
const required = Boolean(process.env['CI']) && process.env['CI'] !== 'false';
const browser = required || chromiumAvailable();

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'browser', include: ['test/node/**/*.test.ts'] } },
      browser
        ? {
            // A sandboxed frame has an origin of its own, and must still be able to load the sources.
            server: { cors: { origin: '*' } },
            test: {
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
          }
        : { test: { name: 'browser (chromium)', include: ['test/no-chromium.test.ts'] } },
    ],
  },
});
