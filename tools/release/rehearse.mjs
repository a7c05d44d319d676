// `npm run release:rehearse`: a release from the changesets to a program that uses the packages, on this machine alone.
// It copies the working tree, makes the versions, packs, publishes to a registry on loopback, installs from there, and
// says of each part whether it holds. It takes a minute or two. `--keep` leaves the copy to look at.
//
// What each part must fulfil is in checks.mjs. The steps are those of .github/workflows/release.yml, in its order and
// with its commands. What only GitHub, npm and JSR can do is on docs/releasing.md.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, root } from '../toolchain.mjs';
import {
  changelogProblems,
  fileProblems,
  installedProblems,
  jsrProblems,
  manifestProblems,
  planProblems,
  programProblems,
  provenanceProblems,
  registryProblems,
  sbomProblems,
  tagProblems,
  versionProblems,
} from './checks.mjs';
import { startGitHub } from './github.mjs';
import { pendingChangesets } from './jsr.mjs';
import { registryEnvironment } from './loopback.mjs';
import { packedReleases } from './packed.mjs';
import { listen, startRegistry } from './registry.mjs';
import { createScratch } from './scratch.mjs';

// A proxy of this machine's network does not see its loopback.
for (const name of ['no_proxy', 'NO_PROXY'])
  process.env[name] = [process.env[name], '127.0.0.1'].filter(Boolean).join(',');

const keep = process.argv.includes('--keep');
const scratch = await createScratch();
process.on('exit', () => keep || scratch.remove());
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));
const { tree, run } = scratch;
const folders = ['core', 'node', 'browser', 'deno', 'sandbox'];
const began = performance.now();
let failed = 0;

const seconds = () => `${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s`;

/** Does one part, and says what is wrong with it. A part that fails ends the rehearsal if what follows needs it. */
async function part(what, work) {
  let problems;
  let ends = false;
  try {
    problems = (await work()) ?? [];
  } catch (error) {
    problems = [error.printed ? `${error.message}:\n${error.printed}` : String(error)];
    ends = true;
  }
  console.log(`${seconds()}  ${problems.length === 0 ? 'holds ' : 'FAILED'}  ${what}`);
  for (const problem of problems) console.error(`         ${problem}`);
  failed += problems.length > 0 ? 1 : 0;
  if (ends) throw new Error('the rest needs this');
}

const manifestOf = (folder) => readJson(join(tree, 'packages', folder, 'package.json'));
const versionsInTree = () =>
  Object.fromEntries(folders.map((folder) => [manifestOf(folder).name, manifestOf(folder).version]));
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

/** The packages that the pending changesets name. */
const namedByChangesets = () => [
  ...new Set(
    pendingChangesets(tree).flatMap((file) =>
      [
        ...read(join(tree, '.changeset', file)).matchAll(/^["']?(@[^"':]+)["']?: (?:major|minor|patch)$/gm),
      ].map(([, name]) => name),
    ),
  ),
];

/** After a release there is no changeset, and there would be nothing to rehearse. */
function addChangesetIfNone() {
  if (pendingChangesets(tree).length > 0) return;
  const lines = Object.keys(versionsInTree()).map((name) => `"${name}": patch`);
  writeFileSync(join(tree, '.changeset/rehearsal.md'), `---\n${lines.join('\n')}\n---\n\nA rehearsal.\n`);
}

/** Points npm and pnpm to the registry, by variables and by files, since pnpm reads only files. */
function useRegistry(url) {
  const userconfig = join(scratch.directory, 'npmrc');
  const { env, npmrc } = registryEnvironment(url, { ...process.env, CI: 'true' }, userconfig);
  for (const file of [userconfig, join(tree, '.npmrc')]) writeFileSync(file, npmrc);
  return env;
}

async function registrySettings(env) {
  const setting = async (program, name) =>
    (await run(program, ['config', 'get', name], { env })).stdout.trim().replace(/^undefined$/, '');
  const settings = {};
  for (const program of ['npm', 'pnpm'])
    for (const name of ['registry', '@turbosmtp-auth:registry'])
      settings[`${name} of ${program}`] = await setting(program, name);
  return settings;
}

const filesOf = async (tarball) =>
  (await run('tar', ['-tzf', tarball])).stdout
    .split('\n')
    .filter((line) => line && !line.endsWith('/'))
    .map((line) => line.replace(/^package\//, ''));
/** The text of a file in a tarball, if it has that file. */
const textIn = (tarball, file) =>
  run('tar', ['-xzOf', tarball, `package/${file}`]).then(
    ({ stdout }) => stdout,
    () => undefined,
  );
const integrityOf = (file) => `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;

const knownTo = async (url, names) => {
  const known = [];
  for (const name of names) if ((await fetch(new URL(name.replace('/', '%2f'), url))).ok) known.push(name);
  return known;
};

async function rehearse(registry, github, jsr) {
  const packDir = join(scratch.directory, 'packed');
  const plan = join(scratch.directory, 'publish-plan.json');
  const events = join(scratch.directory, 'events.ndjson');
  const project = join(scratch.directory, 'project');
  let env;

  await part('what the release needs is installed', async () => {
    const filters = ['--filter=turbosmtp-auth', '--filter=./packages/*'];
    const options = ['--frozen-lockfile', '--prefer-offline', '--trust-lockfile', '--ignore-scripts'];
    await run('pnpm', ['install', ...options, ...filters]);
    addChangesetIfNone();
    await scratch.commit('Before the release');
  });

  const before = versionsInTree();
  const named = namedByChangesets();
  await part('the versions are made, and the changesets used up', async () => {
    await run('pnpm', ['run', 'version:packages']);
    return versionProblems({ before, after: versionsInTree(), named, pending: pendingChangesets(tree) });
  });
  const versions = versionsInTree();
  await part('each changelog says what is new', () =>
    folders.flatMap((folder) => {
      const { name } = manifestOf(folder);
      if (before[name] === versions[name]) return [];
      return changelogProblems(name, read(join(tree, 'packages', folder, 'CHANGELOG.md')), versions[name]);
    }),
  );
  await part('the version pull request passes lint, and the versions of deno.json agree', async () => {
    await run('biome', ['check', '--error-on-warnings', 'packages', '.changeset']);
    await run('node', ['tools/sync-versions.mjs', '--check']);
    await scratch.commit('Release');
  });

  await part('npm and pnpm publish to loopback alone', async () => {
    env = useRegistry(registry.url);
    const problems = registryProblems(await registrySettings(env), registry.url);
    if (problems.length > 0) throw new Error(problems.join('; ')); // then nothing may be published
  });

  await part('the plan names each package', async () => {
    await run('changeset', ['publish-plan', '--output', plan], { env });
    return planProblems(readJson(plan).plan, versions);
  });
  await part('the packages are built and packed', async () => {
    await run('turbo', ['run', 'build', '--filter=./packages/*']);
    await run('changeset', ['pack', '--from-publish-plan', plan, '--out-dir', packDir], { env });
  });
  const packed = packedReleases(packDir);
  await part('each tarball has a manifest for users, ranges that fit and the right files', async () => {
    const problems = [];
    for (const { name, file } of packed) {
      problems.push(...manifestProblems(JSON.parse(await textIn(file, 'package.json')), versions));
      problems.push(...fileProblems(name, await filesOf(file)));
    }
    return problems;
  });
  await part('each tarball has a bill of materials of all that comes with it', async () => {
    const problems = [];
    for (const { file } of packed) {
      const sbom = JSON.parse((await textIn(file, 'dist/sbom.cdx.json')) ?? 'null');
      const manifest = JSON.parse(await textIn(file, 'package.json'));
      problems.push(...sbomProblems(sbom, manifest, await textIn(file, 'THIRD-PARTY-LICENSES')));
    }
    return problems;
  });

  const publish = (environment, ...options) =>
    run(
      'node',
      ['tools/release/publish-packed.mjs', `--pack-dir=${packDir}`, `--registry=${registry.url}`, ...options],
      {
        env: { ...environment, CHANGESETS_OUTPUT: events },
      },
    );
  await part('provenance is asked for, and nothing is published without it', async () => {
    const status = await publish({ ...env, ...github.environment }).then(
      () => 0,
      (error) => error.status,
    );
    const { audiences, refused } = github;
    const published = await knownTo(registry.url, Object.keys(versions));
    return provenanceProblems({ audiences, refused, status, published });
  });

  await part('the packages are published, and each is tagged once', async () => {
    await publish(env, '--no-provenance');
    const tags = read(events)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).tag);
    for (const tag of tags) await scratch.git('tag', tag);
    await scratch.git('push', '--quiet', '--tags', 'origin');
    return tagProblems(tags, versions);
  });
  await part('a second run finds nothing to do', async () => {
    writeFileSync(events, '');
    await run('changeset', ['publish-plan', '--output', plan], { env });
    const left = readJson(plan)
      .plan.flat()
      .map(({ name }) => `${name}: the plan names it again`);
    const { stdout } = await publish(env, '--no-provenance');
    if (/: published$/m.test(stdout)) left.push(`something was published again:\n${stdout}`);
    if (read(events) !== '') left.push(`tags were asked for again:\n${read(events)}`);
    return left;
  });

  await part('an empty project installs them', async () => {
    mkdirSync(project);
    writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
    // Only ours come from loopback: what they depend on comes from where this machine gets packages.
    writeFileSync(join(project, '.npmrc'), `@turbosmtp-auth:registry=${registry.url}\n`);
    await run(
      'npm',
      [
        'install',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        '--prefer-offline',
        ...Object.keys(versions),
      ],
      { cwd: project },
    );
    const checksums = Object.fromEntries(packed.map(({ name, file }) => [name, integrityOf(file)]));
    return installedProblems(readJson(join(project, 'package-lock.json')), versions, checksums);
  });
  await part('a program logs in, calls and logs out with them', async () => {
    cpSync(join(root, 'tests/packed/fixtures/consumer.mjs'), join(project, 'program.mjs'));
    return programProblems((await run('node', ['program.mjs'], { cwd: project })).stdout);
  });

  await part('JSR is asked what it lacks, and Deno would publish that', async () => {
    const { stdout, stderr } = await run('node', ['tools/release/publish-jsr.mjs', '--dry-run'], {
      env: { ...process.env, JSR_URL: jsr.url, NO_COLOR: '1' },
    });
    // Each package with a deno.json, whether or not the workspace of Deno names it.
    const files = folders.map((folder) => join(tree, 'packages', folder, 'deno.json'));
    return jsrProblems(`${stdout}${stderr}`, files.filter(existsSync).map(readJson));
  });
}

const servers = [];
const serve = async (starting) => {
  const server = await starting;
  servers.push(server);
  return server;
};
try {
  const registry = await serve(startRegistry(scratch.directory));
  const github = await serve(startGitHub());
  const jsr = await serve(listen((_, response) => response.writeHead(404).end()));
  await rehearse(registry, github, jsr);
} catch (error) {
  failed = Math.max(failed, 1);
  console.error(`The rehearsal ended: ${error.message}`);
}
for (const server of servers) await server[Symbol.asyncDispose]();
if (keep) console.log(`The copy is in ${scratch.directory}`);
console.log(
  failed === 0
    ? `${seconds()}  The release would go out.`
    : `${seconds()}  ${failed} ${failed === 1 ? 'part' : 'parts'} failed.`,
);
process.exit(failed === 0 ? 0 : 1);
