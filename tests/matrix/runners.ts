// Programs and tests that something runs which loads modules in a way of its own.
import { match } from 'node:assert/strict';
import { join } from 'node:path';
import { expectServed } from './expect-printed.ts';
import type { Check, Row } from './row.ts';
import { runProgram } from './run-program.ts';
import { imports, manifest, printServed, serve, write } from './small-project.ts';
import { folderOf, programOf, versionOf } from './tools.ts';

const tsx = (type: 'module' | 'commonjs'): Row => ({
  kind: 'TypeScript',
  what: `tsx, in ${type === 'module' ? 'an ES module' : 'CommonJS'}`,
  version: () => versionOf('tsx'),
  checks: [
    {
      name: 'signs in, keeps the key, calls and signs out',
      async run(place) {
        await write(place, { ...manifest(type), 'service.ts': `${imports()}${printServed}` });
        expectServed(
          await runProgram([process.execPath, await programOf('tsx'), 'service.ts'], {
            cwd: place.directory,
          }),
        );
      },
    },
  ],
});

const testOf = (adapters: readonly string[]): string => `
${adapters.map((adapter) => `import * as ${adapter} from '@turbosmtp-auth/${adapter}';\n`).join('')}import { createSandbox } from '@turbosmtp-auth/sandbox';

for (const { createClient, memoryKeyStore } of [${adapters.join(', ')}])
  test('signs in, keeps the key, calls and signs out', async () => {${serve}
    expect(await serve()).toEqual({
      signedIn: ada.email, kept: ada.email, status: 200, revoked: 'now', logins: 1,
    });
  });
`;

const vitest = (environment: 'node' | 'jsdom' | 'happy-dom'): Row => ({
  kind: 'test runner',
  what: `vitest, ${environment}`,
  version: async () =>
    [await versionOf('vitest'), ...(environment === 'node' ? [] : [await versionOf(environment)])].join(
      ' with ',
    ),
  checks: [
    {
      name: 'a test of each adapter passes',
      async run(place) {
        const config = `export default { test: { environment: '${environment}', globals: true, include: ['*.test.js'] } };\n`;
        const test = testOf(['node', 'browser']);
        await write(place, { ...manifest('module'), 'service.test.js': test, 'vitest.config.js': config });
        const program = join(await folderOf('vitest'), 'vitest.mjs');
        match(
          await runProgram([process.execPath, program, 'run'], { cwd: place.directory }),
          /Tests +2 passed/,
        );
      },
    },
  ],
});

const jest = (type: 'module' | 'commonjs'): Row => {
  const check: Check = {
    name: 'a test of each adapter passes',
    async run(place) {
      const test = testOf(['node', 'browser']);
      await write(place, {
        ...manifest(type),
        'service.test.js':
          type === 'module'
            ? test
            : test.replaceAll(/import (?:\* as )?(.*) from ('.*');/g, 'const $1 = require($2);'),
        'jest.config.json': JSON.stringify({
          transform: {},
          testEnvironment: 'node',
          rootDir: place.directory,
        }),
      });
      const flags = type === 'module' ? ['--experimental-vm-modules'] : [];
      const program = join(await folderOf('jest'), 'bin', 'jest.js');
      await runProgram([process.execPath, ...flags, program, '--config=jest.config.json'], {
        cwd: place.directory,
      });
    },
  };
  return {
    kind: 'test runner',
    what: type === 'module' ? 'jest, ES modules' : 'jest, CommonJS',
    version: () => versionOf('jest'),
    checks: [
      type === 'module'
        ? check
        : {
            ...check,
            gap: {
              reason: 'Jest loads no ES module without --experimental-vm-modules (docs/testing.md)',
              says: /Must use import to load ES Module/,
            },
          },
    ],
  };
};

export const runnerRows: readonly Row[] = [
  tsx('module'),
  tsx('commonjs'),
  vitest('node'),
  vitest('jsdom'),
  vitest('happy-dom'),
  jest('module'),
  jest('commonjs'),
];
