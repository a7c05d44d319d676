// Runs everything in Bun; with `--some`, which takes a fraction of the time, what an adapter decides.
import { bothModes } from './judge.ts';
import { launchProcess } from './launch-process.ts';
import { runConformance } from './run-conformance.ts';

const only = process.argv.includes('--some') ? 'of-the-adapter' : 'all';

await runConformance(
  'bun',
  (origin) =>
    launchProcess(
      'bun',
      ['run', 'dist/process/node.js', origin, only],
      'It is a development dependency: run `npm run bootstrap`.',
    ),
  bothModes,
  only,
);
