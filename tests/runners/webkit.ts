// Runs everything in a page of WebKit; with `--some`, which takes a fraction of the time, what a page's own fetch decides.
import { findWebKit, launchWebKit } from '../../tools/webkit.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { PATIENCE, runConformance } from './run-conformance.ts';
import { servePage } from './serve-page.ts';

const only = process.argv.includes('--some') ? 'of-the-fetch' : 'all';

await runConformance(
  'webkit',
  async (origin) => {
    const programs = findWebKit();
    if (!programs)
      throw new MissingRuntimeError('Install WebKitGTK: `node tools/system-packages.mjs webkit` says how.');
    await using pages = await servePage();
    const browser = await launchWebKit(programs);
    try {
      await browser.open(pages.url);
      const run = `runConformance(${JSON.stringify(origin)}, ${JSON.stringify(only)})`;
      const report = await browser.evaluate(`${run}.then((report) => JSON.stringify(report))`, PATIENCE);
      return { ...JSON.parse(report), version: browser.version };
    } finally {
      await browser.close();
    }
  },
  undefined,
  only,
);
