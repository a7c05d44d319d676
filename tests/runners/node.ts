// Runs the suite on each line of Node, or on the one that the command names: `node runners/node.ts node-22`.
import { join } from 'node:path';
import { fetchNode, windows } from '../../tools/toolchain.mjs';
import { launchProcess } from './launch-process.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { nodeLines } from './node-lines.ts';
import { runConformance } from './run-conformance.ts';

const remedy = 'It comes from the npm registry: try again with a connection.';
const [only] = process.argv.slice(2);
if (only !== undefined && !(only in nodeLines))
  throw new Error(`There is no ${only} among the lines of Node.`);

for (const [runtime, name] of Object.entries(nodeLines)) {
  if (only !== undefined && only !== runtime) continue;
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
