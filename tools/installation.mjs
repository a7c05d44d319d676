// Whether what is installed is what the lock and the manifests ask for, so that nothing is installed when nothing changed.
// A digest of those files stands in node_modules after each installation that succeeded.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const stampOf = (root) => join(root, 'node_modules', '.installed');

/**
 * The folders of the workspace, by the patterns in pnpm-workspace.yaml: a folder, or all that lie in one.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function workspaceFolders(root) {
  const [, list = ''] = /^packages:\n((?: +- .*\n)+)/m.exec(read(root, 'pnpm-workspace.yaml')) ?? [];
  const patterns = [...list.matchAll(/- +["']?([^"'\n]+?)["']?\n/g)].map(([, pattern]) => pattern);
  if (patterns.length === 0) throw new Error('pnpm-workspace.yaml lists no packages');
  return patterns.flatMap((pattern) => {
    if (!pattern.includes('*')) return [pattern];
    if (!/^[^*!]+\/\*$/.test(pattern))
      throw new Error(
        `pnpm-workspace.yaml has a pattern that tools/installation.mjs does not know: ${pattern}`,
      );
    const parent = pattern.slice(0, -2);
    if (!existsSync(join(root, parent))) return [];
    const folders = readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
    return folders.filter((folder) => existsSync(join(root, folder, 'package.json'))).sort();
  });
}

const read = (root, file) => readFileSync(join(root, file), 'utf8');

/** Changes with the lock, with any manifest, and with the platform that they are installed for. */
export function installationDigest(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  const manifests = ['.', ...workspaceFolders(root)].map((folder) => `${folder}/package.json`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...manifests])
    hash.update(`\0${file}\0${read(root, file)}`);
  return hash.digest('hex');
}

/** Whether a manifest has anything installed next to it. */
function needsModules(root, folder) {
  const manifest = JSON.parse(read(root, join(folder, 'package.json')));
  return ['dependencies', 'devDependencies', 'optionalDependencies'].some(
    (kind) => Object.keys(manifest[kind] ?? {}).length > 0,
  );
}

/** What pnpm writes whenever it installs: later than the stamp, if it was run by hand since. */
const recordOf = (root) => join(root, 'node_modules', '.modules.yaml');

/** Whether the last installation succeeded, was of this digest, and has neither been changed nor removed since. */
export function isInstalled(root, digest) {
  const [stamp, record] = [stampOf(root), recordOf(root)];
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) return false;
  if (!existsSync(record) || statSync(record).mtimeMs > statSync(stamp).mtimeMs) return false;
  return workspaceFolders(root).every(
    (folder) => !needsModules(root, folder) || existsSync(join(root, folder, 'node_modules')),
  );
}

/** An installation that ends half-way leaves no stamp. */
export function beginInstallation(root) {
  rmSync(stampOf(root), { force: true });
}

export function endInstallation(root, digest) {
  if (existsSync(join(root, 'node_modules'))) writeFileSync(stampOf(root), digest);
}
