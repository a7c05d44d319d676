// Publishes to npm the tarballs that an earlier job packed. It needs only Node and npm, so that the job that may
// publish installs nothing. changesets/action/publish starts it, and makes a tag and a release of each line that it
// writes to CHANGESETS_OUTPUT.
//
// `changeset publish` would start `pnpm publish`. pnpm 12.4.2 asks for provenance only if it is given `--provenance`: it
// ignores `publishConfig.provenance` and the variable, and changesets does not pass the flag.
//
// The rehearsal adds `--pack-dir DIR --registry URL`, and `--no-provenance`, which only a registry on loopback gets.
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isLoopback } from './loopback.mjs';
import { downloadedPackDir, packedReleases } from './packed.mjs';

const { values } = parseArgs({
  options: {
    'pack-dir': { type: 'string' },
    registry: { type: 'string' },
    provenance: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const { registry, provenance } = values;
if (!provenance && !(registry && isLoopback(registry)))
  throw new Error('--no-provenance is only for a registry on loopback');

function run(program, ...args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (error) throw error;
  return { status, stdout, stderr };
}

/** A scope may have a registry of its own in the settings of npm, so it is named as well. */
const npm = (command, name, ...args) =>
  run(
    'npm',
    command,
    ...args,
    ...(registry ? [`--registry=${registry}`, `--${name.split('/')[0]}:registry=${registry}`] : []),
  );

/** npm publishes without a token since 11.5.1. */
function checkNpm() {
  const version = run('npm', '--version').stdout.trim();
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  if (major * 1e6 + minor * 1e3 + patch < 11_005_001)
    throw new Error(`npm ${version} is too old: 11.5.1 or newer publishes without a token`);
}

function isPublished({ name, version }) {
  const { status, stdout, stderr } = npm('view', name, `${name}@${version}`, 'version', '--json');
  if (status === 0) return stdout.trim() !== '';
  if (/\bE404\b/.test(stdout + stderr)) return false;
  throw new Error(`npm could not say whether it has ${name} ${version}:\n${stderr}`);
}

function isTagged(tag) {
  const { status, stderr } = run('git', 'ls-remote', '--exit-code', '--tags', 'origin', `refs/tags/${tag}`);
  if (status === 0 || status === 2) return status === 0;
  throw new Error(`git could not say whether there is a tag ${tag}:\n${stderr}`);
}

function publish({ name, version, access, tag, file }) {
  const { status, stderr } = npm(
    'publish',
    name,
    file,
    `--access=${access}`,
    `--tag=${tag}`,
    '--ignore-scripts',
    provenance ? '--provenance' : '--no-provenance',
  );
  if (status !== 0) throw new Error(`npm did not publish ${name} ${version}:\n${stderr}`);
}

/** Asks the action for a tag and a release, also if an earlier run published and then ended before it made them. */
function askForTag({ name, version }) {
  const tag = `${name}@${version}`;
  if (isTagged(tag)) return;
  const event = { type: 'git-tag', tag, packageName: name };
  appendFileSync(process.env.CHANGESETS_OUTPUT, `${JSON.stringify(event)}\n`);
}

if (!process.env.CHANGESETS_OUTPUT) throw new Error('CHANGESETS_OUTPUT must name a file');
const packDir =
  values['pack-dir'] ?? downloadedPackDir(process.env.RUNNER_TEMP, process.env.PACK_DIR_ARTIFACT_ID);
checkNpm();
appendFileSync(process.env.CHANGESETS_OUTPUT, ''); // the action expects the file
for (const release of packedReleases(packDir)) {
  const what = `${release.name} ${release.version}`;
  if (isPublished(release)) console.log(`${what}: npm has it`);
  else {
    publish(release);
    console.log(`${what}: published`);
  }
  askForTag(release);
}
