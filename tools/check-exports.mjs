// `exports` and the built files agree, both ways: all that is named is built, and all that is built can be reached from
// what is named. That JSR gets the same entries is for check-jsr.mjs to say.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const problems = [];
let entryCount = 0;

/** The files of a package that a file imports, itself included. */
function reach(directory, file, reached) {
  if (reached.has(file)) return;
  reached.add(file);
  const text = readFileSync(join(directory, file), 'utf8');
  // Bundled libraries keep their comments, which speak of files of their own; a quoted path has a slash.
  for (const [, specifier] of text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(/\b(?:from|import)\s*\(?\s*["'](\.\.?\/[^"']+)["']/g)) {
    const imported = normalize(join(dirname(file), specifier));
    const target = file.endsWith('.d.ts') ? imported.replace(/\.js$/, '.d.ts') : imported;
    if (existsSync(join(directory, target))) reach(directory, target, reached);
    else problems.push(`${relative(root, join(directory, file))}: imports ${specifier}, which is not built`);
  }
}

function checkBuilt({ directory, manifest, entries }) {
  const where = relative(root, directory);
  const bins = Object.values(manifest.bin ?? {});
  const named = [...entries.flatMap(({ types, built }) => [types, built]), ...bins].map(normalize);
  const reached = new Set();
  for (const file of named) {
    if (existsSync(join(directory, file))) reach(directory, file, reached);
    else problems.push(`${where}/package.json: names ${file}, which is not built`);
  }
  // Tools that look for a package's folder or version resolve its manifest.
  if (manifest.exports['./package.json'] !== './package.json')
    problems.push(`${where}/package.json: does not export itself as ./package.json`);
  for (const { subpath, source } of entries)
    if (!source) problems.push(`${where}/package.json: ${subpath} has no source of the same name`);
  // The declarations of a command are built beside it, and harm no one.
  const bare = new Set(bins.map((file) => normalize(file).replace(/\.js$/, '.d.ts')));
  for (const file of globSync('dist/**/*.{js,d.ts}', { cwd: directory }))
    if (!reached.has(file) && !bare.has(file))
      problems.push(`${where}/${file}: is built, but nothing that package.json names reaches it`);
}

for (const published of publishedPackages()) {
  entryCount += published.entries.length;
  checkBuilt(published);
}
report('exports', problems, `${entryCount} entries agree with what is built`);
