import { join } from 'node:path';
import { build } from 'esbuild';
import { directory } from '../runners/run-conformance.ts';

/**
 * Bundles a program as its user does who knows no option: one ES module, nothing of ours left out.
 *
 * @param contents The program. What it imports is found from this package.
 * @param keepNames For a program that prints names of classes, of which a bundle has two of each.
 */
export async function bundle(contents: string, file: string, keepNames = false): Promise<string> {
  const { metafile } = await build({
    stdin: { contents, resolveDir: directory },
    outfile: join(directory, file),
    bundle: true,
    format: 'esm',
    platform: 'node',
    // What it is for Node cannot be in an ES module, and is not what is tested here.
    external: ['axios'],
    keepNames,
    metafile: true,
    logLevel: 'error',
  });
  const [output, ...more] = Object.keys(metafile.outputs);
  if (output === undefined || more.length > 0)
    throw new Error('esbuild made another number of files than one');
  return join(directory, file);
}
