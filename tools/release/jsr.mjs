// What JSR lacks, asked from JSR.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '../toolchain.mjs';

/** Where JSR is: Deno reads the same variable. */
export const jsrUrl = (env = process.env) => env['JSR_URL'] ?? 'https://jsr.io';

/** The packages that go to JSR: the members of deno.json's workspace. */
export const jsrPackages = (root) =>
  readJson(join(root, 'deno.json')).workspace.map((folder) => readJson(join(root, folder, 'deno.json')));

/** The changesets that no release has used up: while there is one, the versions in the tree are not those to publish. */
export const pendingChangesets = (root) =>
  readdirSync(join(root, '.changeset')).filter(
    (name) =>
      name.endsWith('.md') &&
      name !== 'README.md' &&
      /^---\n(?:.*:.*\n)+---/.test(readFileSync(join(root, '.changeset', name), 'utf8')),
  );

/** Those of the packages whose version JSR does not have. */
export async function lackedByJsr(packages, url = jsrUrl()) {
  const lacked = [];
  for (const { name, version } of packages) {
    const answer = await fetch(new URL(`${name}/meta.json`, `${url.replace(/\/$/, '')}/`), {
      signal: AbortSignal.timeout(30_000),
    });
    if (!answer.ok && answer.status !== 404) throw new Error(`JSR answered ${answer.status} about ${name}`);
    const versions = answer.ok ? (await answer.json()).versions : {};
    if (!Object.hasOwn(versions, version)) lacked.push({ name, version });
  }
  return lacked;
}
