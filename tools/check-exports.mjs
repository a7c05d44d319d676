// `exports`, the built files and deno.json agree, both ways: all that is named is built, all that is built can be
// reached from what is named, and JSR gets the entries that npm gets.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { publishedPackages, report } from './published-packages.mjs';
import { readJson, root } from './toolchain.mjs';

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
  for (const { subpath, source } of entries)
    if (!source) problems.push(`${where}/package.json: ${subpath} has no source of the same name`);
  // The declarations of a command are built beside it, and harm no one.
  const bare = new Set(bins.map((file) => normalize(file).replace(/\.js$/, '.d.ts')));
  for (const file of globSync('dist/**/*.{js,d.ts}', { cwd: directory }))
    if (!reached.has(file) && !bare.has(file))
      problems.push(`${where}/${file}: is built, but nothing that package.json names reaches it`);
}

function checkDeno({ directory, manifest, entries }) {
  const file = join(directory, 'deno.json');
  if (!existsSync(file)) return;
  const where = relative(root, file);
  const deno = readJson(file);
  for (const field of ['name', 'license'])
    if (deno[field] !== manifest[field])
      problems.push(`${where}: ${field} is ${deno[field]}, but ${manifest[field]} in package.json`);
  const denoExports = typeof deno.exports === 'string' ? { '.': deno.exports } : deno.exports;
  for (const { subpath, source } of entries)
    if (source && normalize(denoExports[subpath] ?? '') !== source)
      problems.push(`${where}: ${subpath} should be ./${source}, the source of what npm gets`);
  const subpaths = new Set(entries.map(({ subpath }) => subpath));
  for (const subpath of Object.keys(denoExports))
    if (!subpaths.has(subpath)) problems.push(`${where}: exports ${subpath}, which package.json does not`);
}

for (const published of publishedPackages()) {
  entryCount += published.entries.length;
  checkBuilt(published);
  checkDeno(published);
}
report('exports', problems, `${entryCount} entries agree with what is built`);
