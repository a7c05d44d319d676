import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What a version to come changes: each stands once in the built package. */
const changes: readonly (readonly [from: string, to: string])[] = [
  // One more code.
  [
    'storage_too_new: [',
    'storage_frozen: ["The key store is frozen.", "Thaw the key store."],\n\tstorage_too_new: [',
  ],
  // One more class.
  [
    'var StorageError = class extends TurboSMTPAuthError {',
    `export class FrozenError extends TurboSMTPAuthError { get name() { return "FrozenError"; } }
var StorageError = class extends TurboSMTPAuthError {`,
  ],
  // One more field of a record, which is checked, and which a login writes.
  [
    'clockOffset: time\n',
    'clockOffset: time,\n\t\tdevice: (value) => value === undefined || value === "laptop"\n',
  ],
  ['clockOffset: time.offset', 'clockOffset: time.offset, device: "laptop"'],
];

/** The built package under another version and with other details, as a program has it that two of its packages brought along. */
export interface AnotherVersion extends AsyncDisposable {
  readonly exports: typeof import('@turbosmtp-auth/node') & {
    readonly FrozenError: typeof import('@turbosmtp-auth/node').TurboSMTPAuthError;
  };
}

export async function anotherVersion(): Promise<AnotherVersion> {
  // Below the package, so that it finds what the package depends on.
  const cache = join(root, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'another-version-'));
  await cp(join(root, 'dist'), join(directory, 'dist'), { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(directory, 'package.json'), JSON.stringify({ ...manifest, version: '99.0.0' }));
  const path = join(directory, 'dist', 'index.js');
  let text = await readFile(path, 'utf8');
  for (const [from, to] of changes) {
    const found = text.split(from).length - 1;
    if (found !== 1) throw new Error(`The built package has ${found} times: ${from}`);
    text = text.replace(from, () => to);
  }
  await writeFile(path, text);
  return {
    exports: await import(pathToFileURL(path).href),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true, maxRetries: 10 }),
  };
}

/** The names of the registered symbols in the sources of all packages: what works across copies. */
export async function registeredSymbols(): Promise<readonly string[]> {
  const packages = fileURLToPath(new URL('../..', import.meta.url));
  const files = (
    await Promise.all(
      (
        await readdir(packages)
      ).map(async (name) =>
        (
          await readdir(join(packages, name, 'src'), { recursive: true }).catch(() => [])
        )
          .filter((file) => file.endsWith('.ts'))
          .map((file) => join(packages, name, 'src', file)),
      ),
    )
  ).flat();
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts
    .flatMap((text) => [...text.matchAll(/Symbol\.for\('([^']+)'\)/g)].map(([, name = '']) => name))
    .sort();
}
