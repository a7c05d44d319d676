// Programs that load the packages with require(), or that a compiler makes into such.
import { deepStrictEqual } from 'node:assert/strict';
import { join } from 'node:path';
import { fetchNode, windows } from '../../tools/toolchain.mjs';
import { nodeLines } from '../runners/node-lines.ts';
import { everyEntry } from './entries.ts';
import { expectServed, lastLineOf } from './expect-printed.ts';
import type { Check, Place, Row } from './row.ts';
import { runProgram } from './run-program.ts';
import { imports, manifest, names, printServed, requires, serve, write } from './small-project.ts';
import { folderOf, versionOf } from './tools.ts';

const lineRows: readonly Row[] = Object.entries(nodeLines).map(([, toolchain]) => {
  const node = async (): Promise<string> =>
    join((await fetchNode(toolchain)) ?? '', windows ? 'node.exe' : 'node');
  return {
    kind: 'CommonJS',
    what: `require(), ${toolchain === 'node' ? 'node-26' : toolchain}`,
    version: async () =>
      (await runProgram([await node(), '--version'], { cwd: import.meta.dirname })).trim().replace('v', ''),
    checks: [
      {
        name: 'every entry can be required',
        async run(place) {
          const lines = everyEntry.map(
            (entry) => `if (Object.keys(require('${entry}')).length === 0) throw new Error('${entry}');`,
          );
          await write(place, { 'entries.cjs': `${lines.join('\n')}\nconsole.log(JSON.stringify('all'));\n` });
          deepStrictEqual(
            lastLineOf(await runProgram([await node(), 'entries.cjs'], { cwd: place.directory })),
            'all',
          );
        },
      },
      {
        name: 'signs in, keeps the key, calls and signs out',
        async run(place) {
          await write(place, { 'service.cjs': `${requires()}${printServed}` });
          expectServed(await runProgram([await node(), 'service.cjs'], { cwd: place.directory }));
        },
      },
    ],
  };
});

/** A TypeScript project whose manifest says nothing of modules, so that its files are CommonJS. */
const typescript = (tool: string, module: 'node16' | 'nodenext'): Row => {
  const compile = async (place: Place, program: string): Promise<void> => {
    const compilerOptions = {
      ...{ module, target: 'es2022', lib: ['es2022', 'dom'], types: [], strict: true, skipLibCheck: false },
      skipDefaultLibCheck: true,
      outDir: 'out',
      rootDir: '.',
    };
    await write(place, {
      ...manifest('commonjs'),
      'service.ts': program,
      'tsconfig.json': JSON.stringify({ compilerOptions, files: ['service.ts'] }),
    });
    const tsc = join(await folderOf(tool), 'bin', 'tsc');
    await runProgram([process.execPath, tsc, '-p', '.'], { cwd: place.directory });
    expectServed(await runProgram([process.execPath, join('out', 'service.js')], { cwd: place.directory }));
  };
  const dynamic = names('node')
    .map(([what, from]) => `  const { ${what} } = await import('${from}');\n`)
    .join('');
  const imported: Check = {
    name: 'a program that imports compiles to require(), and runs',
    run: (place) => compile(place, `${imports()}${printServed}`),
  };
  return {
    kind: 'CommonJS',
    what: `${tool}, module ${module}`,
    version: () => versionOf(tool),
    checks: [
      module === 'node16' || tool === 'typescript-5.7'
        ? {
            ...imported,
            gap: {
              reason:
                'before 5.8, and under node16, TypeScript lets no CommonJS file import an ES module: await import()',
              says: /TS1479/,
            },
          }
        : imported,
      {
        name: 'a program that awaits import() compiles, and runs',
        run: (place) =>
          compile(
            place,
            `async function main() {\n${dynamic}${serve}  return serve();\n}\nmain().then((served) => console.log(JSON.stringify(served)));\nexport {};\n`,
          ),
      },
    ],
  };
};

export const commonJSRows: readonly Row[] = [
  ...lineRows,
  typescript('typescript-5.7', 'nodenext'),
  typescript('typescript-5.9', 'nodenext'),
  typescript('typescript-6', 'nodenext'),
  typescript('typescript', 'nodenext'),
  typescript('typescript', 'node16'),
];
