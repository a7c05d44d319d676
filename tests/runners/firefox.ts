// Runs everything in a page of Firefox; with `--some`, which takes a fraction of the time, what a page's own fetch decides.
import { findFirefox, launchFirefox } from '../../tools/firefox.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { runConformance } from './run-conformance.ts';
import { servePage } from './serve-page.ts';

const only = process.argv.includes('--some') ? 'of-the-fetch' : 'all';

await runConformance(
  'firefox',
  async (origin) => {
    const executable = findFirefox();
    if (!executable) throw new MissingRuntimeError('Install Firefox, or set FIREFOX_PATH to one.');
    await using pages = await servePage();
    const browser = await launchFirefox(executable);
    try {
      const run = `runConformance(${JSON.stringify(origin)}, ${JSON.stringify(only)})`;
      const told = `${run}.then((report) => JSON.stringify({ ...report, version: navigator.userAgent.split('/').at(-1) }))`;
      const tab = await browser.open(pages.url);
      return JSON.parse(await tab.evaluate(told));
    } finally {
      await browser.close();
    }
  },
  undefined,
  only,
);
