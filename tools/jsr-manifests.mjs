// What keeps a package's deno.json, which JSR gets, from saying the same as its package.json, which npm gets. Part of check-jsr.mjs.
import { normalize } from 'node:path';

/** What npm gets for one dependency: the catalog's range, or for one of our packages its version. */
function rangeOf(name, asked, { catalog, versions }) {
  if (asked.startsWith('catalog:')) return catalog.get(name);
  return asked.startsWith('workspace:') ? `^${versions.get(name)}` : asked;
}

/** The specifier by which Deno gets the same. */
const specifierOf = (name, range, versions) => `${versions.has(name) ? 'jsr' : 'npm'}:${name}@${range}`;

/**
 * The packages that sources import or resolve: quoted names that are no paths. A comment is no import, and neither is a script that is a
 * text, which Deno never sees.
 */
export function packagesNamedIn(text) {
  const code = text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '')
    .replaceAll(/`(?:\\[\s\S]|[^\\`])*`/g, '``');
  const specifiers = [
    ...code.matchAll(/\b(?:from|import)\s*['"]([^'"]+)['"]/g),
    ...code.matchAll(/\bimport(?:\.meta\.resolve)?\s*\(\s*['"]([^'"]+)['"]/g),
  ].map(([, specifier]) => specifier);
  return [
    ...new Set(
      specifiers
        .filter((specifier) => !/^(?:\.|node:)/.test(specifier))
        .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0]),
    ),
  ];
}

/** Each specifier with a range of its own that sources hold, such as `npm:ofetch@^1.5.1`. */
export const rangesNamedIn = (text) => [
  ...new Set(
    [...text.matchAll(/\b(?:npm|jsr):(?:@[\w.-]+\/)?[\w.-]+@[\w.^~<>=*-]+/g)].map(([whole]) => whole),
  ),
];

/**
 * What differs, one line each.
 *
 * @param deno What deno.json says.
 * @param entries Of package.json: each subpath with the source of what npm gets.
 * @param sources The texts of what JSR gets, by path.
 * @param known The catalog's ranges and the versions of our packages, by name.
 */
export function disagreements(deno, { manifest, entries }, sources, known) {
  const problems = [];
  for (const field of ['name', 'version', 'license'])
    if (deno[field] !== manifest[field])
      problems.push(`${field} is ${deno[field]}, but ${manifest[field]} in package.json`);

  const exported = typeof deno.exports === 'string' ? { '.': deno.exports } : (deno.exports ?? {});
  for (const { subpath, source } of entries)
    if (source && normalize(exported[subpath] ?? '') !== source)
      problems.push(`${subpath} should be ./${source}, the source of what npm gets`);
  for (const subpath of Object.keys(exported))
    if (!entries.some((entry) => entry.subpath === subpath))
      problems.push(`exports ${subpath}, which package.json does not`);

  // What is bundled for npm, JSR has as a dependency.
  const { dependencies, optionalDependencies, peerDependencies, devDependencies } = manifest;
  const installed = { ...peerDependencies, ...optionalDependencies, ...dependencies };
  const imports = deno.imports ?? {};
  for (const [name, asked] of Object.entries({ ...devDependencies, ...installed })) {
    const expected = specifierOf(name, rangeOf(name, asked, known), known.versions);
    if (!(name in imports)) {
      if (name in installed)
        problems.push(`imports should have "${name}": "${expected}", as package.json does`);
    } else if (imports[name] !== expected)
      problems.push(`"${name}" is ${imports[name]}, but ${expected} in package.json`);
  }
  for (const name of Object.keys(imports))
    if (!(name in installed) && !(name in (devDependencies ?? {})))
      problems.push(`imports has ${name}, which package.json does not`);

  const used = new Set();
  for (const [path, text] of Object.entries(sources)) {
    for (const name of packagesNamedIn(text)) {
      used.add(name);
      if (!(name in imports)) problems.push(`${path} imports ${name}, which imports does not have`);
    }
    for (const specifier of rangesNamedIn(text))
      if (!Object.values(imports).includes(specifier))
        problems.push(`${path} names ${specifier}, which imports does not have`);
  }
  for (const name of Object.keys(imports))
    if (!used.has(name)) problems.push(`imports has ${name}, which no source imports`);
  return problems;
}
