// The packages that are published, as their package.json files describe them: what the checks loop over.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from './toolchain.mjs';

/** `dist/x.js` is built from `src/x.ts`, or from `x.ts` where a part that may see a runtime lies beside `src`. */
function sourceOf(directory, built) {
  const path = built.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts');
  return [join('src', path), path].find((candidate) => existsSync(join(directory, candidate)));
}

export function publishedPackages() {
  const packages = join(root, 'packages');
  return readdirSync(packages)
    .map((folder) => join(packages, folder))
    .filter((directory) => existsSync(join(directory, 'package.json')))
    .map((directory) => ({ directory, manifest: readJson(join(directory, 'package.json')) }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ directory, manifest }) => ({
      name: manifest.name,
      directory,
      manifest,
      /** What an import can reach: subpath, built JavaScript, built types, and the source of both. */
      entries: Object.entries(manifest.exports)
        .filter(([subpath]) => subpath !== './package.json')
        .map(([subpath, { types, default: built }]) => ({
          subpath,
          types,
          built,
          source: sourceOf(directory, built),
        })),
    }));
}

/** Prints what a check found, one line each, and sets the exit code. */
export function report(check, problems, passed) {
  for (const problem of problems) console.error(problem);
  console.log(
    problems.length === 0
      ? `${check}: ${passed}`
      : `${check}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'} found`,
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
}
