import { it } from 'vitest';

// Runs in place of everything in chromium/ where there is no browser, so that the count says what is missing.
it.skip('needs a Chromium: run `npx playwright install chromium`, or set CHROMIUM_PATH');
