import { deepStrictEqual } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../../tools/toolchain.mjs';
import { published } from '../packed/packages.ts';
import { everyEntry } from './entries.ts';
import { expectServed, lastLineOf } from './expect-printed.ts';
import { type Installer, installers } from './installers.ts';
import { withKeychain } from './keychain.ts';
import type { Row } from './row.ts';
import { runProgram } from './run-program.ts';
import { makeProject } from './shop.ts';

/** The digest of the main file of each package, as it is built here. */
async function builtDigests(): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const name of published) {
    const text = await readFile(join(root, 'packages', name, 'dist', 'index.js'));
    digests[`@turbosmtp-auth/${name}`] = createHash('sha256').update(text).digest('hex');
  }
  return digests;
}

const rowOf = ({ what, version, settings, install, node, command }: Installer): Row => {
  const commandOf = async (file: string): Promise<readonly string[]> => [
    ...((await node?.()) ?? [process.execPath]),
    file,
  ];
  const run = async (file: string, cwd: string): Promise<string> =>
    runProgram(await commandOf(file), { cwd });
  return {
    kind: 'installer',
    what,
    version,
    checks: [
      {
        name: 'installs',
        async run(place) {
          const { directory } = place;
          await makeProject(directory, place);
          for (const [file, text] of Object.entries(settings?.(place) ?? {}))
            await writeFile(join(directory, file), text);
          await runProgram(await install(), { cwd: directory });
        },
      },
      {
        name: 'what is installed is what was packed',
        run: async ({ directory }) =>
          deepStrictEqual(lastLineOf(await run('digests.mjs', directory)), await builtDigests()),
      },
      {
        name: 'signs in, keeps the key, calls and signs out',
        run: async ({ directory }) => expectServed(await run('service.mjs', directory)),
      },
      {
        name: 'every entry can be imported',
        async run({ directory }) {
          const lines = everyEntry.map((entry) => `await import('${entry}');\n`);
          await writeFile(join(directory, 'entries.mjs'), `${lines.join('')}console.log('"all"');\n`);
          deepStrictEqual(lastLineOf(await run('entries.mjs', directory)), 'all');
        },
      },
      {
        name: 'proxies, through their optional package',
        async run({ directory }) {
          const printed = await run('behind-a-proxy.mjs', directory);
          deepStrictEqual(lastLineOf(printed), { name: 'NetworkError', code: 'network', issues: [] });
        },
      },
      {
        name: 'the keychain, through its optional package',
        run: async ({ directory }) =>
          deepStrictEqual(await withKeychain(await commandOf('keychain.mjs'), directory), {
            gen: 'g',
            starts: 1,
          }),
      },
      {
        name: 'the commands start',
        async run({ directory }) {
          for (const name of ['turbosmtp-auth', 'turbosmtp-sandbox'])
            await runProgram([...(await command()), name, '--help'], { cwd: directory });
        },
      },
    ],
  };
};

export const installerRows: readonly Row[] = installers.map(rowOf);
