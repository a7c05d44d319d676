import { join } from 'node:path';
import type { Place } from './row.ts';
import { runProgram } from './run-program.ts';
import { folderOf, programOf, versionOf } from './tools.ts';

/** A program that puts packages into a project. To add one, add an entry to `installers`. */
export interface Installer {
  readonly what: string;
  version(): Promise<string>;
  /** Its own settings, by file. `.npmrc` is there already. */
  settings?(place: Place): Readonly<Record<string, string>>;
  /** The command that installs what the manifest asks for, from any registry, without scripts. */
  install(): Promise<readonly string[]>;
  /** The command that runs a file of the project in a Node that finds what was installed. Default: Node alone. */
  node?(): Promise<readonly string[]>;
  /** The command that starts a command of an installed package. */
  command(): Promise<readonly string[]>;
}

const printed = async (program: readonly string[]): Promise<string> =>
  (await runProgram([...program, '--version'], { cwd: import.meta.dirname })).trim();
const node = process.execPath;
const yarnClassic = async (): Promise<string> => join(await folderOf('yarn'), 'bin', 'yarn.js');
const yarnBerry = (): Promise<string> => programOf('@yarnpkg/cli-dist', 'yarn');

const berry = (nodeLinker: 'pnp' | 'node-modules'): Installer => ({
  what: nodeLinker === 'pnp' ? 'yarn, Plug’n’Play' : 'yarn, node_modules',
  version: () => versionOf('@yarnpkg/cli-dist'),
  // The packages on loopback are seconds old.
  settings: ({ registry, others }) => ({
    'yarn.lock': '',
    '.yarnrc.yml': JSON.stringify({
      nodeLinker,
      npmRegistryServer: others,
      npmScopes: { 'turbosmtp-auth': { npmRegistryServer: registry } },
      unsafeHttpWhitelist: ['127.0.0.1'],
      npmPreapprovedPackages: ['@turbosmtp-auth/*'],
      enableTelemetry: false,
      enableImmutableInstalls: false,
      enableGlobalCache: false,
      globalFolder: '.yarn-global', // else it remembers the registry of an earlier run
      ...(process.env['NODE_EXTRA_CA_CERTS'] ? { httpsCaFilePath: process.env['NODE_EXTRA_CA_CERTS'] } : {}),
    }),
  }),
  install: async () => [node, await yarnBerry(), 'install'],
  node: async () => [node, await yarnBerry(), 'node'],
  command: async () => [node, await yarnBerry(), 'run'],
});

export const installers: readonly Installer[] = [
  {
    what: 'npm',
    version: () => printed(['npm']),
    install: async () => [
      'npm',
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
    ],
    command: async () => ['npm', 'exec', '--offline', '--'],
  },
  {
    what: 'pnpm',
    version: () => printed(['pnpm']),
    settings: () => ({
      'pnpm-workspace.yaml': JSON.stringify({ minimumReleaseAgeExclude: ['@turbosmtp-auth/*'] }),
    }),
    install: async () => ['pnpm', 'install', '--ignore-scripts', '--no-frozen-lockfile', '--prefer-offline'],
    command: async () => ['pnpm', 'exec'],
  },
  {
    what: 'yarn classic',
    version: () => versionOf('yarn'),
    settings: ({ registry, others }) => ({
      '.yarnrc': `registry "${others}"\n"@turbosmtp-auth:registry" "${registry}"\n`,
    }),
    install: async () => [node, await yarnClassic(), 'install', '--ignore-scripts', '--non-interactive'],
    command: async () => [node, await yarnClassic(), '--silent', 'run'],
  },
  berry('node-modules'),
  berry('pnp'),
  {
    what: 'bun',
    version: () => printed(['bun']),
    install: async () => ['bun', 'install', '--ignore-scripts', '--cache-dir=.bun-cache'],
    command: async () => ['bun', 'x', '--no-install'],
  },
  {
    what: 'deno install',
    version: async () => (await printed(['deno'])).replace(/^deno (\S+)[\s\S]*$/, '$1'),
    install: async () => ['deno', 'install', '--node-modules-dir=auto', '--minimum-dependency-age=0'],
    command: async () => ['npm', 'exec', '--offline', '--'],
  },
];
