// Programs that are one executable: each holds the runtime, and is what `process.execPath` names.
import { deepStrictEqual } from 'node:assert/strict';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { windows } from '../../tools/toolchain.mjs';
import { extension, type Format } from './bundlers/bundler.ts';
import { esbuild } from './bundlers/esbuild.ts';
import { expectServed, lastLineOf } from './expect-printed.ts';
import { withKeychain } from './keychain.ts';
import type { Check, Place, Row } from './row.ts';
import { runProgram } from './run-program.ts';

/** To add one, add an entry to `executables`. */
interface Executable {
  readonly what: string;
  version(): Promise<string>;
  /** Makes an executable of a program of the project. */
  make(place: Place, program: string, executable: string): Promise<void>;
  /** Whether the runtime itself has an `undici`, which proxies need. */
  readonly hasUndici: boolean;
  /** What comes of the keychain, whose helper is a process of the runtime: some can start that from their executable. */
  readonly keychain: { readonly gen: string } | { readonly code: string };
}

const single = (format: Format): Executable => ({
  what: `Node, single executable, ${format}`,
  version: async () => process.versions.node,
  async make({ project, directory }, program, executable) {
    const out = join(directory, `${program}-bundle`);
    await esbuild.node({ entry: join(project, `${program}.mjs`), out }, format);
    const main = join(out, `main.${extension(format)}`);
    const settings = join(directory, `${program}.json`);
    const mainFormat = format === 'esm' ? 'module' : 'commonjs';
    await writeFile(
      settings,
      JSON.stringify({ main, mainFormat, output: executable, disableExperimentalSEAWarning: true }),
    );
    await runProgram([process.execPath, `--build-sea=${settings}`], { cwd: directory });
  },
  hasUndici: false,
  keychain: { code: 'storage_unavailable' },
});

const executables: readonly Executable[] = [
  single('cjs'),
  single('esm'),
  {
    what: 'bun build --compile',
    version: async () => (await runProgram(['bun', '--version'], { cwd: import.meta.dirname })).trim(),
    async make({ project }, program, executable) {
      await runProgram(['bun', 'build', '--compile', `${program}.mjs`, `--outfile=${executable}`], {
        cwd: project,
      });
    },
    hasUndici: true,
    keychain: { gen: 'g' },
  },
];

const rowOf = ({ what, version, make, hasUndici, keychain }: Executable): Row => {
  const file = ({ directory }: Place, program: string): string =>
    join(directory, 'made', windows ? `${program}.exe` : program);
  const build = (program: string): Check => ({
    name: `makes an executable of ${program}`,
    async run(place) {
      await mkdir(join(place.directory, 'made'), { recursive: true });
      await make(place, program, file(place, program));
    },
  });
  const checks: readonly Check[] = [
    build('service'),
    {
      name: 'the service signs in, keeps the key, calls and signs out',
      run: async (place) =>
        expectServed(await runProgram([file(place, 'service')], { cwd: place.directory })),
    },
    build('behind-a-proxy'),
    {
      name: `proxies use ${hasUndici ? 'the undici of the runtime' : 'an undici that is installed beside it, and need it'}`,
      async run(place) {
        const cwd = join(place.directory, 'made');
        const run = async (): Promise<unknown> =>
          lastLineOf(await runProgram([file(place, 'behind-a-proxy')], { cwd }));
        if (!hasUndici) {
          deepStrictEqual(await run(), {
            name: 'InvalidInputError',
            code: 'invalid_input',
            issues: ['undici_not_installed'],
          });
          const modules = join(cwd, 'node_modules');
          await cp(join(place.project, 'node_modules', 'undici'), join(modules, 'undici'), {
            recursive: true,
          });
        }
        deepStrictEqual(await run(), { name: 'NetworkError', code: 'network', issues: [] });
      },
    },
    build('keychain'),
    {
      name: `the keychain ${'gen' in keychain ? 'works' : 'is refused with an error'}, and the program is not started as its own helper`,
      async run(place) {
        // The optional package is beside it, so that it would be used.
        const modules = join(place.directory, 'made', 'node_modules', '@napi-rs');
        await cp(join(place.project, 'node_modules', '@napi-rs'), modules, { recursive: true });
        const said = await withKeychain([file(place, 'keychain')], join(place.directory, 'made'));
        const { hint: _, ...found } = said as { hint?: string }; // the program prints an object
        deepStrictEqual(found, { ...keychain, starts: 1 });
      },
    },
  ];
  return { kind: 'executable', what, version, checks };
};

export const executableRows: readonly Row[] = executables.map(rowOf);
