// The packages of others whose code lies in a built package, found in the source maps of what was built.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readJson } from './toolchain.mjs';

/** Name, version, licence and folder of each package bundled into `<directory>/dist`, sorted by name. */
export function bundledPackages(directory) {
  return [...foldersBundledInto(directory)]
    .map((folder) => {
      const { name, version, license } = readJson(join(folder, 'package.json'));
      return { name, version, license, folder };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function foldersBundledInto(directory) {
  const folders = new Set();
  const built = new Set();
  for (const map of globSync('dist/**/*.js.map', { cwd: directory })) {
    const { sources } = JSON.parse(readFileSync(join(directory, map), 'utf8'));
    for (const source of sources) {
      const path = resolve(directory, dirname(map), source).replaceAll('\\', '/');
      const [folder] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
      if (folder) folders.add(folder);
      // A built package of ours that is bundled into another brings along what is bundled into it.
      const [, ours] = /^(.*\/packages\/[^/]+)\/dist\//.exec(path) ?? [];
      if (ours && ours !== directory.replaceAll('\\', '/')) built.add(ours);
    }
  }
  for (const each of built) for (const folder of foldersBundledInto(each)) folders.add(folder);
  return folders;
}
