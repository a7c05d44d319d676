// Runs everything in the background of an extension: `node runners/extension.ts chromium`, or `firefox`. With `--some`, which takes
// a fraction of the time, it runs what an adapter decides.
import { evaluateInExtension } from './evaluate-in-extension.ts';
import { runConformance } from './run-conformance.ts';

const [name = ''] = process.argv.slice(2);
const evaluate = evaluateInExtension[name];
if (!evaluate) throw new Error(`There is no ${name} among the browsers.`);
const only = process.argv.includes('--some') ? 'of-the-adapter' : 'all';

await runConformance(
  `${name}-extension`,
  async (origin) => {
    const run = `runConformance(${JSON.stringify(origin)}, ${JSON.stringify(only)}).then(JSON.stringify)`;
    const { value, version } = await evaluate(run);
    return { ...JSON.parse(value), version };
  },
  undefined,
  only,
);
