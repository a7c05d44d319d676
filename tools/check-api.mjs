// The public API of each package as files under review: <package>/etc/<entry>.d.ts holds the declarations of that entry,
// without comments, so that a pull request shows what it changes for users. Each declaration of a package stands in one
// report. It stands with the first entry that exports it, else with the main entry if that names it, else with the one
// entry that names it, else in shared.d.ts. The other reports import it from there. Declarations are sorted by name, so
// a file that moves changes no report.
// `--update` writes the files; without it, a file that differs is an error.
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'tsdown';
import { readDeclarations } from './api-declarations.mjs';
import { arrangeReports } from './api-reports.mjs';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const update = process.argv.includes('--update');
const problems = [];
let count = 0;

/** `.` is index, `./password` is password. */
const reportName = (subpath) => (subpath === '.' ? 'index' : subpath.slice(2).replaceAll('/', '-'));

/** What the package's own build does to the declarations of others. */
async function pluginsOf(directory) {
  const { default: configs } = await import(pathToFileURL(join(directory, 'tsdown.config.ts')));
  return [configs].flat().flatMap(({ plugins = [] }) => plugins);
}

/** One build for one entry: bundling the entries together would share chunks, whose names change with every build. */
async function declarations(directory, source) {
  const outDir = mkdtempSync(join(root, 'node_modules', '.api-'));
  const found = [];
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
      plugins: [
        ...(await pluginsOf(directory)),
        {
          name: 'declarations',
          generateBundle(_, bundle) {
            for (const chunk of Object.values(bundle))
              if (chunk.fileName.endsWith('.d.ts'))
                found.push(readDeclarations(this.parse.bind(this), chunk));
          },
        },
      ],
    });
  } finally {
    rmSync(outDir, { recursive: true, force: true });
  }
  if (found.length !== 1)
    throw new Error(`${source}: expected one file of declarations, got ${found.length}`);
  return found[0];
}

for (const { directory, entries } of publishedPackages()) {
  const etc = join(directory, 'etc');
  const sources = entries.filter(({ source }) => source);
  for (const { subpath, source } of entries)
    if (!source) problems.push(`${relative(root, directory)}: ${subpath} has no source`);
  const read = [];
  for (const { subpath, source } of sources)
    read.push({ name: reportName(subpath), ...(await declarations(directory, source)) });
  const { reports, copies } = arrangeReports(read);
  for (const copy of copies) problems.push(`${relative(root, directory)}: ${copy}`);

  count += reports.size;
  for (const [name, api] of reports) {
    const file = join(etc, `${name}.d.ts`);
    if (existsSync(file) && readFileSync(file, 'utf8') === api) continue;
    if (!update) {
      problems.push(
        `${relative(root, file)}: the API changed (node tools/run.mjs node tools/check-api.mjs --update)`,
      );
      continue;
    }
    mkdirSync(etc, { recursive: true });
    writeFileSync(file, api);
  }
  for (const file of globSync('*.d.ts', { cwd: etc }).filter(
    (each) => !reports.has(basename(each, '.d.ts')),
  )) {
    if (update) rmSync(join(etc, file));
    else problems.push(`${relative(root, join(etc, file))}: reports an entry that is gone`);
  }
}
report('api', problems, `${count} reports hold what the entries declare`);
