import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { core, entries, everywhere, mayImport, ofetchUser, rooms, root, wall } from './rooms.ts';

/** One file that breaks each of its rules, line by line, and does what it may. */
interface Case {
  file: string;
  broken: readonly string[];
  fine: readonly string[];
}

// They bind no names: two of a kind in one file would be an error of another sort.
const everyForm = (specifier: string): string[] => [
  `import '${specifier}';`,
  `import type {} from '${specifier}';`,
  `export * from '${specifier}';`,
  `export type {} from '${specifier}';`,
  `await import('${specifier}');`,
];
const imports = (...specifiers: string[]): string[] => specifiers.flatMap(everyForm);
const uses = (...names: string[]): string[] => names.map((name) => `export const _${name} = ${name};`);

const everyRuntime = ['process', 'Buffer', 'global', 'require', 'Deno', 'Bun', 'window', 'document'];
const everyGlobal = [...everyRuntime, 'navigator', 'localStorage', 'sessionStorage', 'chrome', 'browser'];
const ofRuntimes = ['node:fs', 'node:fs/promises', 'bun:sqlite', 'npm:valibot@1', 'jsr:@std/path/posix'];
const ofOurs = ['node', 'node/deep', 'browser/extension', 'deno', 'sandbox', 'sandbox/node'];
const ours = (...names: string[]): string[] => names.map((name) => `@turbosmtp-auth/${name}`);
const print = `console.log('printed');`;

/** The files of core that another one could import: one in each room, one in a folder there, and those at the root. */
const targets = [
  ...Object.keys(rooms).flatMap((room) => [`${room}/there.ts`, `${room}/deep/there.ts`]),
  ...entries,
  ...everywhere,
];

function inCore(from: string): Case {
  const specifier = (to: string): string => {
    const path = posix.relative(dirname(from), to);
    return path.startsWith('.') ? path : `./${path}`;
  };
  const others = targets.filter((target) => target !== from);
  const isWalled = (target: string): boolean => !mayImport(from, target);
  const ofetch = imports('ofetch', 'ofetch/node');
  return {
    file: `${core}/${from}`,
    broken: [
      ...imports(
        ...others.filter(isWalled).map(specifier),
        ...ofRuntimes,
        ...ours('core', 'core/seal', ...ofOurs),
      ),
      ...(from === ofetchUser ? [] : ofetch),
      ...uses(...everyGlobal),
      print,
    ],
    fine: [
      ...imports(...others.filter((target) => !isWalled(target)).map(specifier), 'valibot'),
      ...(from === ofetchUser ? ofetch : []),
    ],
  };
}

// A folder that the table does not name yet may import no room.
const folders = [...Object.keys(rooms), 'newcomer'];

const ofCore = [
  ...folders.flatMap((room) => [`${room}/broken.ts`, `${room}/deep/broken.ts`]),
  ofetchUser,
  ...entries,
  ...everywhere,
].map(inCore);

const adapter = (name: string, more: Omit<Case, 'file'>): Case => ({
  file: `packages/${name}/src/deep/broken.ts`,
  broken: [...imports(...ours('sandbox', 'sandbox/node', 'node', 'browser', 'deno')), print, ...more.broken],
  fine: [...imports(...ours('core', 'core/files')), ...more.fine],
});

const cases: Case[] = [
  ...ofCore,
  {
    file: 'packages/sandbox/src/deep/broken.ts',
    broken: [
      ...imports(
        ...ofRuntimes,
        ...ours('core', 'core/seal', ...ofOurs),
        '@hono/node-server',
        '@hono/node-server/conninfo',
      ),
      ...uses(...everyGlobal),
      print,
    ],
    fine: imports('hono', '../there.ts'),
  },
  adapter('node', { broken: [], fine: [...imports('node:fs'), ...uses('process', 'Buffer')] }),
  adapter('deno', { broken: [], fine: [...imports('npm:keyring@2'), ...uses('Deno')] }),
  adapter('browser', {
    broken: uses('process', 'Buffer', 'localStorage'),
    fine: uses('window', 'document', 'chrome', 'sessionStorage'),
  }),
  {
    file: 'packages/browser/src/broken.ts',
    broken: imports('./extension/platform.ts', './extension/wire/errors.ts', './extension.ts'),
    fine: imports('./fetch/page-fetch.ts', './platform.ts', ...ours('core')),
  },
  ...['connect', 'wire'].map((room) => ({
    file: `packages/browser/src/extension/${room}/broken.ts`,
    broken: imports('../platform.ts', '../serve/journal.ts', '../../platform.ts', ...ours('node')),
    fine: imports('./there.ts', '../extension-api.ts', ...ours('core/errors')),
  })),
  {
    file: 'packages/browser/src/extension/serve/broken.ts',
    broken: imports('../connect/connect-over.ts', ...ours('node')),
    fine: imports('./there.ts', '../wire/errors.ts', '../keep-awake.ts', '../../web-lock.ts'),
  },
  { file: 'packages/node/cli/broken.ts', broken: [], fine: [...imports('node:fs', ...ours('node')), print] },
];

/** What is wrong, by the file it is in. */
function lint(): Map<string, { line: number; message: string }[]> {
  const directory = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    copyFileSync(join(root, 'biome.json'), join(directory, 'biome.json'));
    // biome.json has it read which files are ignored.
    writeFileSync(join(directory, '.gitignore'), 'node_modules/\n');
    for (const { file, broken, fine } of cases) {
      mkdirSync(join(directory, dirname(file)), { recursive: true });
      writeFileSync(join(directory, file), [...broken, ...fine].join('\n'));
    }
    const biome = join(
      dirname(createRequire(import.meta.url).resolve('@biomejs/biome/package.json')),
      'bin',
      'biome',
    );
    const args = ['lint', '--reporter=json', '--max-diagnostics=none', 'packages'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, ...args], {
      cwd: directory,
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    expect(status, stderr).toBe(1);
    expect(stdout, stderr).not.toBe('');
    const seen: ReturnType<typeof lint> = new Map(cases.map(({ file }) => [file, []]));
    for (const { severity, category, message, location } of JSON.parse(stdout).diagnostics)
      if (severity === 'error' && /\/(noRestrictedImports|noRestrictedGlobals|noConsole)$/.test(category))
        seen.get(location.path.replaceAll('\\', '/'))?.push({ line: location.start.line, message });
    return seen;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

let found: ReturnType<typeof lint>;
beforeAll(() => {
  found = lint();
}, 60_000);

test.each(cases)('lint sees each wall that is broken in $file, and no other', ({ file, broken, fine }) => {
  const lines = [...broken, ...fine];
  const red = new Set(found.get(file)?.map(({ line }) => line));
  expect(lines.filter((_, index) => red.has(index + 1))).toEqual(broken);
});

test.each(folders)('lint says in %s what it may import', (room) => {
  const [file, walls] = [`${room}/broken.ts`, found.get(`${core}/${room}/broken.ts`)];
  expect(walls?.map(({ message }) => message)).toContain(wall(file));
});
