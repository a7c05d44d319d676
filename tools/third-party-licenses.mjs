// A package that bundles code of others ships their licences: <package>/THIRD-PARTY-LICENSES says exactly what the
// build holds. `--update` writes the file; without it, a file that differs is an error.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const update = process.argv.includes('--update');
const fileName = 'THIRD-PARTY-LICENSES';
const problems = [];
let count = 0;

function licenceText({ name, version, license, folder }) {
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.\w+)?$/i.test(entry));
  if (!file) throw new Error(`${name} has no licence file`);
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').replaceAll('\r', '').trim()}\n`;
}

for (const { directory, manifest } of publishedPackages()) {
  const bundled = bundledPackages(directory);
  count += bundled.length;
  const file = join(directory, fileName);
  const where = relative(root, file);
  const present = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  const wanted =
    bundled.length === 0
      ? undefined
      : [
          `The files in dist/ contain code of the packages below.\n`,
          ...bundled.map((each) => licenceText(each)),
        ].join(`\n${'-'.repeat(80)}\n\n`);
  if (wanted && !manifest.files.includes(fileName))
    problems.push(`${relative(root, directory)}/package.json: "files" must name ${fileName}`);
  if (wanted === present) continue;
  if (!update)
    problems.push(`${where}: differs from what is bundled (node tools/third-party-licenses.mjs --update)`);
  else if (wanted) writeFileSync(file, wanted);
  else rmSync(file);
}
report('licences', problems, `${count} bundled packages`);
