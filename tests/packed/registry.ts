// A registry on loopback that has only our packages, as they are built now.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listen } from '../../tools/release/registry.mjs';
import { pack } from './packages.ts';

export interface Registry extends AsyncDisposable {
  readonly url: string;
}

/** The manifest in a tarball: pnpm writes there the versions that a workspace leaves open. */
function manifestOf(tarball: Buffer): { name: string; version: string } {
  const archive = gunzipSync(tarball);
  for (let at = 0; at + 512 <= archive.length; ) {
    const field = (from: number, length: number): string =>
      archive.toString('utf8', at + from, at + from + length).replace(/\0.*$/s, '');
    const size = Number.parseInt(field(124, 12), 8) || 0;
    if (field(0, 100) === 'package/package.json')
      return JSON.parse(archive.toString('utf8', at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Error('a tarball has no manifest');
}

/** What npm's registry tells an installer of a manifest: the rest is only in the tarball. */
const told = [
  'name',
  'version',
  'bin',
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'engines',
  'os',
  'cpu',
];

/** Packs what is built now, and serves it as npm's registry does. */
export async function serveTarballs(): Promise<Registry> {
  const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-registry-'));
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
  const packages = new Map<string, { tarball: Buffer; manifest: ReturnType<typeof manifestOf> }>();
  for (const file of await pack(directory)) {
    const tarball = await readFile(join(directory, file));
    const manifest = manifestOf(tarball);
    packages.set(manifest.name, { tarball, manifest });
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const [name = '', file] = decodeURIComponent(request.url ?? '')
      .slice(1)
      .split('/-/');
    const found = packages.get(name);
    if (!found) {
      response.writeHead(404).end('{}');
      return;
    }
    if (file !== undefined) {
      response.end(found.tarball);
      return;
    }
    const { tarball, manifest } = found;
    const { version } = manifest;
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const dist = { tarball: `${server.url}${name}/-/${version}.tgz`, integrity };
    const abbreviated = Object.entries(manifest).filter(([member]) => told.includes(member));
    const versions = { [version]: { ...Object.fromEntries(abbreviated), dist } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ name, versions, 'dist-tags': { latest: version } }));
  };
  const server: Registry = undo.use(await listen(answer));
  const kept = undo.move();
  return { url: server.url, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}
