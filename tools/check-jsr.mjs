// What JSR gets is what npm gets: each deno.json says what package.json says, `deno publish` has nothing to warn of, no type
// is slow, the licence comes along, and `deno doc --lint` finds nothing in any entry.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { disagreements } from './jsr-manifests.mjs';
import { publishedPackages, report } from './published-packages.mjs';
import { readJson, root } from './toolchain.mjs';

const problems = [];
const all = publishedPackages();
const packages = all
  .filter(({ directory }) => existsSync(join(directory, 'deno.json')))
  .map((each) => ({
    ...each,
    where: relative(root, each.directory).replaceAll('\\', '/'),
    deno: readJson(join(each.directory, 'deno.json')),
  }));

const known = {
  versions: new Map(all.map(({ name, manifest }) => [name, manifest.version])),
  catalog: new Map(
    [
      ...readFileSync(join(root, 'pnpm-workspace.yaml'), 'utf8').matchAll(/^ {2}"?([^"\s:]+)"?: (\S+)$/gm),
    ].map(([, name, range]) => [name, range]),
  ),
};

/** What Deno says, on whichever stream; it has neither colours nor progress there. */
function deno(...args) {
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };
  const { stdout, stderr, status } = spawnSync('pnpm', ['exec', 'deno', ...args], {
    ...options,
    env: { ...process.env, NO_COLOR: '1', DENO_NO_UPDATE_CHECK: '1' },
  });
  return { said: `${stdout}\n${stderr}`, succeeded: status === 0 };
}

const published = deno('publish', '--dry-run', '--allow-dirty');
const publishes = published.said.split('\n').filter((line) => /^(?:warning|error)\b/i.test(line));
if (publishes.length > 0 || !published.succeeded) {
  problems.push(...publishes.map((line) => `deno publish: ${line}`));
  if (publishes.length === 0) problems.push('deno publish failed');
  console.error(published.said);
}

const workspace = readJson(join(root, 'deno.json')).workspace;
for (const { where } of packages)
  if (!workspace.includes(where)) problems.push(`deno.json: ${where} is not in its workspace`);

const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
for (const each of packages) {
  const { directory, where, deno: config } = each;
  const excluded = new Set(config.publish?.exclude ?? []);
  const sources = Object.fromEntries(
    globSync('src/**/*.ts', { cwd: directory })
      .map((path) => path.replaceAll('\\', '/'))
      .filter((path) => !excluded.has(path))
      .map((path) => [path, readFileSync(join(directory, path), 'utf8')]),
  );
  for (const problem of disagreements(config, each, sources, known))
    problems.push(`${where}/deno.json: ${problem}`);

  const file = join(directory, 'LICENSE');
  if (!existsSync(file) || readFileSync(file, 'utf8') !== licence)
    problems.push(`${where}/LICENSE: is not the licence of this repository`);
  if (!published.said.includes(`/${where}/LICENSE (`)) problems.push(`${where}: JSR gets no LICENSE`);

  const entries = Object.values(config.exports).map((path) => join(where, path));
  const { said, succeeded } = deno('doc', '--lint', '--quiet', ...entries);
  const findings = [...said.matchAll(/^error\[[\s\S]*?-->.*$/gm)].map(([finding]) =>
    finding.replaceAll(/\s*\n\s*/g, ' '),
  );
  problems.push(...findings.map((finding) => `deno doc: ${finding}`));
  if (!succeeded && findings.length === 0) problems.push(`deno doc: failed on ${where}: ${said}`);
}
report('jsr', problems, `${packages.length} packages are on JSR what they are on npm`);
