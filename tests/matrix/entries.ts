import { join } from 'node:path';
import { readJson, root } from '../../tools/toolchain.mjs';
import { published } from '../packed/packages.ts';

/** Every name that a program can import of our packages, but for their manifests. */
export const everyEntry: readonly string[] = published.flatMap((name) => {
  const manifest = readJson(join(root, 'packages', name, 'package.json'));
  return Object.keys(manifest.exports)
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => manifest.name + subpath.slice(1));
});
