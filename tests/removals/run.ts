// `npm run removals`: takes away what users of a published package rely on, one thing at a time, and prints what notices: each name that
// an entry exports, each entry and command of a manifest, and each dependency. What nothing notices is a failure.
//
//   npm run removals                  all of it, which takes some minutes
//   npm run removals -- node browser  these packages
//
// It works on a copy of this tree, and of what is built.
import { cpSync, existsSync, globSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { publishedPackages } from '../../tools/published-packages.mjs';
import { createScratch } from '../../tools/release/scratch.mjs';
import { readJson, root } from '../../tools/toolchain.mjs';
import { readApi } from './api.ts';
import { behavioursOf } from './behaviours.ts';
import { removalsFrom } from './exported-names.ts';

const scratch = await createScratch();
process.on('exit', () => scratch.remove());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const { tree, run } = scratch;

const words = process.argv.slice(2);
const packages = publishedPackages()
  .map((each) => ({ ...each, folder: relative(join(root, 'packages'), each.directory) }))
  .filter(({ folder }) => words.length === 0 || words.includes(folder));
if (packages.length === 0) throw new Error(`No package is in a folder called ${words.join(' or ')}.`);

// What is installed and built here serves the copy.
for (const folder of [
  '.',
  'tests',
  ...publishedPackages().map(({ directory }) => relative(root, directory)),
]) {
  symlinkSync(join(root, folder, 'node_modules'), join(tree, folder, 'node_modules'), 'junction');
  if (existsSync(join(root, folder, 'dist')) && folder !== 'tests')
    cpSync(join(root, folder, 'dist'), join(tree, folder, 'dist'), { recursive: true });
}

let noticed = 0;
const missed: string[] = [];

function note(what: string, by: readonly string[]): void {
  console.log(
    `${by.length > 0 ? 'noticed' : 'MISSED '}  ${what}${by.length > 0 ? `: ${by.join('; ')}` : ''}`,
  );
  if (by.length > 0) noticed++;
  else missed.push(what);
}

/** What a check says, if it fails. */
async function saidBy(check: string, ...args: readonly string[]): Promise<readonly string[]> {
  const failure = await run('node', [`tools/${check}.mjs`, ...args]).then(
    () => undefined,
    (error) => String(error.printed),
  );
  if (failure === undefined) return [];
  // What is wrong comes after how many problems were found.
  const [line = 'failed'] = failure.split('\n').filter((each) => each && !/problems? found$/.test(each));
  return [`${check} (${line})`];
}

/** Writes a file of the copy, looks who notices, and puts the file back. */
async function withText(
  file: string,
  text: string,
  look: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const path = join(tree, file);
  const before = readFileSync(path, 'utf8');
  writeFileSync(path, text);
  try {
    return await look();
  } finally {
    writeFileSync(path, before);
  }
}

type Manifest = Record<string, Record<string, unknown>>;

/** The text of a package's manifest without one member of one of its fields. */
function manifestWithout(file: string, field: string, member: string): string {
  const manifest: Manifest = readJson(join(root, file));
  delete manifest[field]?.[member];
  return JSON.stringify(manifest, null, 2);
}

/** Installs one package of the copy alone, from tarballs, and answers what does not work of all that it must do. */
async function broken(published: (typeof packages)[number]): Promise<readonly string[]> {
  const directory = await mkdtemp(join(scratch.directory, 'alone-'));
  for (const folder of new Set(['core', published.folder]))
    await run('pnpm', ['pack', '--pack-destination', directory], { cwd: join(tree, 'packages', folder) });
  const tarball = (folder: string): string =>
    `file:${globSync(`turbosmtp-auth-${folder}-*.tgz`, { cwd: directory })[0]}`;
  const manifest = {
    private: true,
    type: 'module',
    dependencies: { [published.name]: tarball(published.folder) },
    // Only where it comes from, if something asks for it.
    ...(published.folder === 'core' ? {} : { overrides: { '@turbosmtp-auth/core': tarball('core') } }),
  };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', ...options], { cwd: directory });
  const found: string[] = [];
  for (const { what, works } of behavioursOf(published))
    await works(directory).catch(() => found.push(`not any more: ${what}`));
  return found;
}

for (const check of ['check-api', 'check-exports', 'check-dependencies']) {
  const said = await saidBy(check);
  if (said.length > 0) throw new Error(`It fails without any removal: ${said}`);
}

for (const published of packages) {
  const { name, folder, manifest, entries } = published;
  const found = await broken(published);
  if (found.length > 0) throw new Error(`${name} fails without any removal: ${found.join('; ')}`);

  const file = `packages/${folder}/package.json`;
  for (const field of ['dependencies', 'optionalDependencies', 'peerDependencies'])
    for (const member of Object.keys(manifest[field] ?? {}))
      note(
        `${name}: ${field}: ${member}`,
        await withText(file, manifestWithout(file, field, member), async () => [
          ...(await saidBy('check-dependencies')),
          ...(await broken(published)),
        ]),
      );
  for (const field of ['exports', 'bin'])
    for (const member of Object.keys(manifest[field] ?? {}))
      note(
        `${name}: ${field}: ${member}`,
        await withText(file, manifestWithout(file, field, member), () => saidBy('check-exports')),
      );
  const api = await readApi(join(tree, 'packages', folder), entries);
  for (const { subpath, source } of entries) {
    const path = `packages/${folder}/${source}`;
    for (const removal of removalsFrom(readFileSync(join(root, path), 'utf8')))
      note(
        `${name}${subpath.slice(1)}: ${removal.name}`,
        await withText(path, removal.text, () => api.changedBy(subpath)),
      );
  }
}

console.log(`\n${noticed} removals noticed, ${missed.length} missed`);
for (const what of missed) console.log(`  MISSED ${what}`);
process.exit(missed.length === 0 && noticed > 0 ? 0 : 1);
