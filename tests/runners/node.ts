// Runs the suite on each line of Node, or on the one that the command names: `node runners/node.ts node-22`. With `--some`, which takes
// a fraction of the time, it runs what an adapter decides.
import { join } from 'node:path';
import { fetchNode, windows } from '../../tools/toolchain.mjs';
import { bothModes } from './judge.ts';
import { launchProcess } from './launch-process.ts';
import { MissingRuntimeError } from './missing-runtime-error.ts';
import { nodeLines } from './node-lines.ts';
import { type Launch, runConformance } from './run-conformance.ts';

const remedy = 'It comes from the npm registry: try again with a connection.';
const [line] = process.argv.slice(2).filter((each) => each !== '--some');
const only = process.argv.includes('--some') ? 'of-the-adapter' : 'all';
if (line !== undefined && !(line in nodeLines))
  throw new Error(`There is no ${line} among the lines of Node.`);

for (const [runtime, name] of Object.entries(nodeLines)) {
  if (line !== undefined && line !== runtime) continue;
  const launch: Launch = async (origin) => {
    const bin = await fetchNode(name).catch((error: Error) => {
      throw new MissingRuntimeError(`${error.message}. ${remedy}`);
    });
    return launchProcess(
      join(bin ?? '', windows ? 'node.exe' : 'node'),
      ['dist/process/node.js', origin, only],
      remedy,
    );
  };
  await runConformance(runtime, launch, bothModes, only);
}
