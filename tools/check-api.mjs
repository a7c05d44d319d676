// The public API of each package as a file under review: <package>/etc/<entry>.d.ts holds the declarations of that
// entry and of all that it names, without comments, so that a pull request shows what it changes for users.
// `--update` writes the files; without it, a file that differs is an error.
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'tsdown';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const update = process.argv.includes('--update');
const problems = [];
let count = 0;

/** `.` is index, `./password` is password. */
const reportName = (subpath) => `${subpath === '.' ? 'index' : subpath.slice(2).replaceAll('/', '-')}.d.ts`;

/** One file for one entry: bundling the entries together would share chunks, whose names change with every build. */
async function declarations(directory, source) {
  const outDir = mkdtempSync(join(root, 'node_modules', '.api-'));
  try {
    await build({
      config: false,
      cwd: directory,
      tsconfig: join(
        dirname(source) === '.' || source.startsWith('src') ? '.' : dirname(source),
        'tsconfig.json',
      ),
      entry: { api: source },
      outDir,
      format: 'esm',
      platform: 'neutral',
      dts: { generator: 'oxc', emitDtsOnly: true },
      fixedExtension: false,
      logLevel: 'silent',
    });
    const files = globSync('**/*.d.ts', { cwd: outDir });
    if (files.length !== 1)
      throw new Error(`${source}: expected one file of declarations, got ${files.join(', ')}`);
    return withoutComments(readFileSync(join(outDir, files[0]), 'utf8'));
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
}

function withoutComments(text) {
  return text
    .replaceAll(/^\s*\/\*\*?[\s\S]*?\*\/[ \t]*\n/gm, '')
    .replaceAll(/^\s*\/\/.*\n/gm, '')
    .replaceAll(/[ \t]+$/gm, '');
}

for (const { directory, entries } of publishedPackages()) {
  const wanted = new Set();
  for (const { subpath, source } of entries) {
    const file = join(directory, 'etc', reportName(subpath));
    const where = relative(root, file);
    wanted.add(relative(directory, file));
    count++;
    if (!source) {
      problems.push(`${where}: ${subpath} has no source`);
      continue;
    }
    const api = await declarations(directory, source);
    if (existsSync(file) && readFileSync(file, 'utf8') === api) continue;
    if (!update) {
      problems.push(`${where}: the API changed (node tools/run.mjs node tools/check-api.mjs --update)`);
      continue;
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, api);
  }
  for (const file of globSync('etc/*.d.ts', { cwd: directory }).filter((each) => !wanted.has(each))) {
    if (update) rmSync(join(directory, file));
    else problems.push(`${relative(root, join(directory, file))}: reports an entry that is gone`);
  }
}
report('api', problems, `${count} entries as reported`);
