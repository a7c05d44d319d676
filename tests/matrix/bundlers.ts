import { deepStrictEqual } from 'node:assert/strict';
import { copyFile, cp, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bun } from './bundlers/bun.ts';
import { type Bundler, extension, type Format } from './bundlers/bundler.ts';
import { esbuild } from './bundlers/esbuild.ts';
import { rollup } from './bundlers/rollup.ts';
import { vite } from './bundlers/vite.ts';
import { rspack, webpack } from './bundlers/webpack.ts';
import { expectPageIn } from './expect-page.ts';
import { expectServed, lastLineOf } from './expect-printed.ts';
import type { Check, Place, Row } from './row.ts';
import { runProgram } from './run-program.ts';

/** To add one, add a file to `bundlers/`, and name it here. */
const bundlers: readonly Bundler[] = [esbuild, rollup, webpack, rspack, vite, bun];

/**
 * Does something while the project is where no bundle knows it to be, as on a machine other than the one that made the bundle.
 *
 * @param work Gets the folder with all that is installed.
 */
async function onAnotherMachine(
  { project }: Place,
  work: (installed: string) => Promise<void>,
): Promise<void> {
  const away = `${project}-elsewhere`;
  await rename(project, away);
  try {
    await work(join(away, 'node_modules'));
  } finally {
    await rename(away, project);
  }
}

/** Builds without a warning. */
const silently = async (work: Promise<readonly string[]>): Promise<void> => {
  const warnings = await work;
  if (warnings.length > 0) throw new Error(`It warns:\n${warnings.join('\n')}`);
};

const nodeChecks = ({ node }: Bundler): readonly Check[] => {
  const build = (program: string, format: Format): Check => ({
    name: `builds ${program} into ${format}`,
    run: ({ project, directory }) =>
      silently(
        node({ entry: join(project, `${program}.mjs`), out: join(directory, program, format) }, format),
      ),
  });
  const run = async ({ directory }: Place, program: string, format: Format): Promise<string> => {
    const cwd = join(directory, program, format);
    return runProgram([process.execPath, `main.${extension(format)}`], { cwd });
  };
  return (['esm', 'cjs'] as const).flatMap((format) => [
    build('service', format),
    {
      name: `the service in ${format} signs in, keeps the key, calls and signs out`,
      run: (place) => onAnotherMachine(place, async () => expectServed(await run(place, 'service', format))),
    },
    build('behind-a-proxy', format),
    {
      name: `in ${format}, proxies need an undici that is installed beside the bundle`,
      run: (place) =>
        onAnotherMachine(place, async (installed) => {
          deepStrictEqual(lastLineOf(await run(place, 'behind-a-proxy', format)), {
            name: 'InvalidInputError',
            code: 'invalid_input',
            issues: ['undici_not_installed'],
          });
          const modules = join(place.directory, 'behind-a-proxy', 'node_modules');
          await cp(join(installed, 'undici'), join(modules, 'undici'), { recursive: true });
          const printed = await run(place, 'behind-a-proxy', format);
          await rm(modules, { recursive: true });
          deepStrictEqual(lastLineOf(printed), { name: 'NetworkError', code: 'network', issues: [] });
        }),
    },
  ]);
};

const pageChecks = ({ page }: Bundler): readonly Check[] => [
  {
    name: 'builds a page',
    async run({ project, directory }) {
      const source = join(project, 'page');
      const out = join(directory, 'page');
      await mkdir(out, { recursive: true });
      await copyFile(join(source, 'index.html'), join(out, 'index.html'));
      await silently(page({ entry: join(source, 'page.js'), out }));
    },
  },
  {
    name: 'the page signs in, keeps the key, calls and signs out in Chromium',
    run: ({ directory }) => expectPageIn(join(directory, 'page')),
  },
];

export const bundlerRows: readonly Row[] = bundlers.flatMap((bundler) => {
  const { what, version } = bundler;
  return [
    { kind: 'bundler, for Node', what, version, checks: nodeChecks(bundler) },
    { kind: 'bundler, for pages', what, version, checks: pageChecks(bundler) },
  ];
});
