// `npm run matrix:types`: the declarations of every entry of every published package, packed and installed, under each compiler that
// is supported, each way to find a package, and each set of types that a program may have beside them. Libraries are checked too.
//
// It takes some minutes. packed.test.ts runs a part of it.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addFixtures, compile, compilerVersion, fixtures } from './compile.ts';
import { installTarballs } from './packages.ts';
import { oldest, type Resolution } from './tsconfigs.ts';

const compilers = ['typescript-5.7', 'typescript-5.9', 'typescript-6', 'typescript'];
const resolutions: readonly Resolution[] = ['node16', 'nodenext', 'bundler'];

const entriesOf = async (fixture: string): Promise<readonly string[]> => {
  const text = await readFile(join(fixtures, fixture), 'utf8');
  return [...text.matchAll(/'(@turbosmtp-auth\/[^']+)'/g)].map(([, entry = '']) => entry);
};
const everyEntry = await entriesOf('every-entry.ts');
/** Those that name nothing of a runtime. */
const bare = await entriesOf('entries-without-dom.ts');

/** What a program has beside our packages, and the entries that must compile with that. */
const surroundings = [
  { name: 'no other types', fixture: 'entries-without-dom.ts', count: bare.length, lib: [], types: [] },
  { name: 'DOM', fixture: 'every-entry.ts', count: everyEntry.length, lib: ['dom'], types: [] },
  { name: 'Node', fixture: 'every-entry.ts', count: everyEntry.length, lib: [], types: ['node'] },
  {
    name: 'DOM and Node',
    fixture: 'every-entry.ts',
    count: everyEntry.length,
    lib: ['dom'],
    types: ['node'],
  },
];

await using consumer = await installTarballs();
await addFixtures(consumer);

let failed = 0;
const row = (compiler: string, resolution: string, cells: readonly string[]): void =>
  console.log(
    [compiler.padEnd(10), resolution.padEnd(10), ...cells.map((cell) => cell.padEnd(14))].join('  '),
  );

row(
  'TypeScript',
  'resolution',
  surroundings.map(({ name }) => name),
);
for (const compiler of compilers)
  for (const resolution of resolutions) {
    const cells: string[] = [];
    for (const { fixture, count, lib, types } of surroundings) {
      const said = await compile(consumer, compiler, fixture, { ...oldest(resolution, ...lib), types });
      if (said !== '') {
        failed++;
        console.error(said);
      }
      cells.push(said === '' ? `${count} entries` : 'FAILED');
    }
    row(compilerVersion(compiler), resolution, cells);
  }

// One by one, so that no entry compiles only because another brings what it needs; and none is missing among those without a runtime.
let alone = 0;
for (const entry of everyEntry) {
  await writeFile(join(consumer.directory, 'alone.ts'), `export type * from '${entry}';\n`);
  const withDom = await compile(consumer, 'typescript', 'alone.ts', oldest('nodenext', 'dom'));
  const without = await compile(consumer, 'typescript', 'alone.ts', oldest('nodenext'));
  if (withDom === '' && (without === '') === bare.includes(entry)) alone++;
  else {
    failed++;
    console.error(
      withDom ||
        `${entry}: it compiles without a runtime ${without === '' ? 'by now: name it' : 'no more. It is named'} in entries-without-dom.ts. ${without}`,
    );
  }
}
console.log(
  `\n${alone} of ${everyEntry.length} entries compile by themselves with ${compilerVersion('typescript')}.`,
);
console.log(
  failed === 0 ? 'All declarations compile.' : `${failed} ${failed === 1 ? 'cell' : 'cells'} failed.`,
);
process.exitCode = failed === 0 ? 0 : 1;
