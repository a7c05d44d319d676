// The public API of each package as files under review: <package>/etc/<entry>.d.ts holds the declarations of that entry,
// without comments, so that a pull request shows what it changes for users. Each declaration of a package stands in one
// report. It stands with the first entry that exports it, else with the main entry if that names it, else with the one
// entry that names it, else in shared.d.ts. The other reports import it from there. Declarations are sorted by name, so
// a file that moves changes no report.
// `--update` writes the files; without it, a file that differs is an error.
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { readEntry } from './api-entries.mjs';
import { arrangeReports } from './api-reports.mjs';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const update = process.argv.includes('--update');
const problems = [];
let count = 0;

for (const { directory, entries } of publishedPackages()) {
  const etc = join(directory, 'etc');
  const sources = entries.filter(({ source }) => source);
  for (const { subpath, source } of entries)
    if (!source) problems.push(`${relative(root, directory)}: ${subpath} has no source`);
  const read = [];
  for (const entry of sources) read.push(await readEntry(directory, entry));
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
