// Brings each deno.json in line with what npm gets, since changesets knows only package.json: the package's own
// version, the range of each of our packages that it imports, and the catalog's range of each package of others.
// `--check` writes nothing, and says what differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { publishedPackages, report } from './published-packages.mjs';
import { root } from './toolchain.mjs';

const check = process.argv.includes('--check');
const problems = [];
const packages = publishedPackages();
const versions = new Map(packages.map(({ name, manifest }) => [name, manifest.version]));

const workspace = readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8');
const catalog = new Map(
  [...workspace.matchAll(/^ {2}"?([^"\s:]+)"?: (\S+)$/gm)].map(([, name, range]) => [name, range]),
);

for (const { name, directory } of packages) {
  const file = join(directory, 'deno.json');
  if (!existsSync(file)) continue;
  const text = readFileSync(file, 'utf8');
  const synced = text
    .replace(/("version": ")[^"]*/, `$1${versions.get(name)}`)
    .replaceAll(/"jsr:(@[^/"]+\/[^@/"]+)@[^/"]*/g, (all, ours) =>
      versions.has(ours) ? `"jsr:${ours}@^${versions.get(ours)}` : all,
    )
    .replaceAll(/"npm:((?:@[^/"]+\/)?[^@/"]+)@[^/"]*/g, (all, other) =>
      catalog.has(other) ? `"npm:${other}@${catalog.get(other)}` : all,
    );
  if (synced === text) continue;
  if (check) problems.push(`${relative(root, file)}: differs (node tools/sync-versions.mjs)`);
  else writeFileSync(file, synced);
}
report('versions', problems, 'every deno.json has the versions of package.json and the catalog');
