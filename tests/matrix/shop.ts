// The packages as somebody gets them who installs them: packed as they are built now, published to a registry on loopback, and
// installed from there, outside of this repository.
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { registryEnvironment } from '../../tools/release/loopback.mjs';
import { startRegistry } from '../../tools/release/registry.mjs';
import { readJson, root } from '../../tools/toolchain.mjs';
import { published } from '../packed/packages.ts';
import type { Outcome, Place, Row } from './row.ts';
import { runProgram } from './run-program.ts';
import { runRow } from './run-row.ts';

const programs = join(import.meta.dirname, 'programs');

/** Our packages with their versions, as a project asks for them. */
const dependencies: Readonly<Record<string, string>> = Object.fromEntries(
  published.map((name) => {
    const manifest = readJson(join(root, 'packages', name, 'package.json'));
    return [manifest.name, manifest.version];
  }),
);

/** Our packages alone come from loopback: what they depend on comes from where this machine gets packages. */
const npmrc = ({ registry, others }: Pick<Place, 'registry' | 'others'>): string =>
  `registry=${others}\n@turbosmtp-auth:registry=${registry}\n`;

/** Makes a project that asks for our packages, with a copy of each program. */
export async function makeProject(
  directory: string,
  registries: Pick<Place, 'registry' | 'others'>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  await cp(programs, directory, { recursive: true });
  await writeFile(
    join(directory, 'package.json'),
    JSON.stringify({
      name: 'project',
      version: '1.0.0',
      private: true,
      type: 'module',
      dependencies,
    }),
  );
  await writeFile(join(directory, '.npmrc'), npmrc(registries));
}

/** Where the rows find the packages. Disposing it removes all that they made. */
export interface Shop extends AsyncDisposable {
  run(row: Row): Promise<Outcome>;
}

/** Packs, publishes and installs. The packages must be built. */
export async function openShop(): Promise<Shop> {
  // A proxy of this machine's network does not see its loopback.
  for (const name of ['no_proxy', 'NO_PROXY'])
    process.env[name] = [process.env[name], '127.0.0.1'].filter(Boolean).join(',');
  const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-matrix-'));
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  const server = undo.use(await startRegistry(directory));
  const others = (await runProgram(['npm', 'config', 'get', 'registry'], { cwd: directory })).trim();
  const place = {
    registry: server.url,
    others: others.replace(/\/?$/, '/'),
    project: join(directory, 'project'),
  };

  const packed = join(directory, 'packed');
  await mkdir(packed);
  const userconfig = join(packed, 'npmrc');
  const settings = registryEnvironment(server.url, {}, userconfig);
  await writeFile(userconfig, settings.npmrc);
  for (const name of published)
    await runProgram(['pnpm', 'pack', '--pack-destination', packed], { cwd: join(root, 'packages', name) });
  for (const file of (await readdir(packed)).filter((name) => name.endsWith('.tgz')))
    await runProgram(
      [
        'npm',
        'publish',
        file,
        `--registry=${server.url}`,
        `--@turbosmtp-auth:registry=${server.url}`,
        '--access=public',
        '--ignore-scripts',
        '--no-provenance',
      ],
      { cwd: packed, env: settings.env },
    );

  await makeProject(place.project, place);
  await runProgram(['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd: place.project,
  });
  const kept = undo.move();
  return {
    run: (row) => runRow(row, place, join(directory, 'rows')),
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}
