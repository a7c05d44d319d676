import { join } from 'node:path';
import { fetchNode, windows } from '../../tools/toolchain.mjs';
import { launchProcess } from './launch-process.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { runConformance } from './run-conformance.ts';

// The newest of each line that is supported, by its name below tools/toolchain/.
const lines = { 'node-22': 'node-22', 'node-24': 'node-24', 'node-26': 'node' };
const remedy = 'It comes from the npm registry: try again with a connection.';

for (const [runtime, name] of Object.entries(lines)) {
  await runConformance(runtime, async (origin) => {
    const bin = await fetchNode(name).catch((error: Error) => {
      throw new MissingRuntimeError(`${error.message}. ${remedy}`);
    });
    return launchProcess(
      join(bin ?? '', windows ? 'node.exe' : 'node'),
      ['dist/process/node.js', origin],
      remedy,
    );
  });
}
