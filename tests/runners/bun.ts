import { launchProcess } from './launch-process.ts';
import { runConformance } from './run-conformance.ts';

await runConformance('bun', (origin) =>
  launchProcess(
    'bun',
    ['run', 'dist/process/node.js', origin],
    'It is a development dependency: run `npm run bootstrap`.',
  ),
);
