// What `changeset pack` left: a folder with tarballs and with a plan that names each with its checksum.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { readJson } from '../toolchain.mjs';

/** The folder that the action downloaded before it started the script: `changeset-pack-<artifact>-<time>`. */
export function downloadedPackDir(temporary, artifact) {
  if (!temporary || !/^\d+$/.test(artifact ?? ''))
    throw new Error('RUNNER_TEMP and PACK_DIR_ARTIFACT_ID must say which tarballs to publish');
  const found = readdirSync(temporary).filter((name) => name.startsWith(`changeset-pack-${artifact}-`));
  if (found.length !== 1)
    throw new Error(`${found.length} folders hold the artifact ${artifact}, not one: ${found.join(', ')}`);
  return join(temporary, found[0]);
}

/** The releases of a plan, each with its tarball, in an order in which each comes after those that it depends on. */
export function packedReleases(packDir) {
  const { version, plan } = readJson(join(packDir, 'publish-plan.json'));
  if (version !== 1 || !Array.isArray(plan)) throw new Error('publish-plan.json is not a plan of version 1');
  return plan
    .flat()
    .filter(({ kind }) => kind === 'publish')
    .map((release) => ({ ...release, file: checkedTarball(packDir, release) }));
}

function checkedTarball(packDir, { name, tarball }) {
  const file = resolve(packDir, tarball.path);
  if (!file.startsWith(resolve(packDir) + sep)) throw new Error(`${name}: its tarball lies elsewhere`);
  const checksum = `sha256-${createHash('sha256').update(readFileSync(file)).digest('base64')}`;
  if (checksum !== tarball.integrity) throw new Error(`${name}: its tarball is not the one that was packed`);
  return file;
}
