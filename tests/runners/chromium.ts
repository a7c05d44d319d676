// Runs everything in a page of Chromium; with `--some`, which takes a fraction of the time, what a page's own fetch decides.
import { type Browser, chromium } from 'playwright';
import { chromiumLaunchOptions } from '../../tools/chromium.ts';
import { bothModes } from './judge.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { runConformance } from './run-conformance.ts';
import { servePage } from './serve-page.ts';

const only = process.argv.includes('--some') ? 'of-the-fetch' : 'all';

const launch = (): Promise<Browser> =>
  chromium.launch(chromiumLaunchOptions()).catch(({ message }: Error) => {
    throw new MissingRuntimeError(`Install Chromium, or run \`npx playwright install chromium\`. ${message}`);
  });

await runConformance(
  'chromium',
  async (origin) => {
    await using pages = await servePage();
    const browser = await launch();
    try {
      const page = await browser.newPage();
      page.on('pageerror', (error) => console.error(error));
      await page.goto(pages.url);
      const report = await page.evaluate(([sandbox, cases]) => globalThis.runConformance(sandbox, cases), [
        origin,
        only,
      ] as const);
      return { ...report, version: browser.version() };
    } finally {
      await browser.close();
    }
  },
  bothModes,
  only,
);
