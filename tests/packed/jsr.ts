// JSR on loopback, with the sources that a release publishes there.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { listen } from '../../tools/release/registry.mjs';
import { readJson, root } from '../../tools/toolchain.mjs';
import type { Registry } from './registry.ts';

/** Names in a module that the manifest explains; JSR writes the explanation instead. */
function explained(text: string, imports: Readonly<Record<string, string>>): string {
  return text.replaceAll(
    /(from |import\()'((?:@[^/']+\/)?[^/'.]+)(\/[^']*)?'/g,
    (whole, before: string, name: string, path = '') =>
      name in imports ? `${before}'${imports[name]}${path}'` : whole,
  );
}

/** What JSR answers for a package, by path. */
function answersOf(folder: string): Map<string, string> {
  const directory = join(root, 'packages', folder);
  const { name, version, exports, imports } = readJson(join(directory, 'deno.json'));
  const files = globSync('src/**/*.ts', { cwd: directory, exclude: ['src/deno.d.ts'] });
  const modules = files.map((file) => {
    const text = explained(readFileSync(join(directory, file), 'utf8'), imports);
    return [`/${file.replaceAll('\\', '/')}`, text] as const;
  });
  const manifest = Object.fromEntries(
    modules.map(([path, text]) => {
      const checksum = `sha256-${createHash('sha256').update(text).digest('hex')}`;
      return [path, { size: Buffer.byteLength(text), checksum }];
    }),
  );
  return new Map([
    [`/${name}/meta.json`, JSON.stringify({ name, latest: version, versions: { [version]: {} } })],
    [`/${name}/${version}_meta.json`, JSON.stringify({ manifest, exports })],
    ...modules.map(([path, text]) => [`/${name}/${version}${path}`, text] as const),
  ]);
}

/** Serves what JSR would have after a release. Deno asks there if `JSR_URL` names it. */
export async function serveJsr(): Promise<Registry> {
  const answers = new Map(['core', 'deno'].flatMap((folder) => [...answersOf(folder)]));
  return listen((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const text = answers.get(path);
    if (text === undefined) response.writeHead(404).end();
    else {
      const type = path.endsWith('.json') ? 'application/json' : 'text/typescript';
      response.setHeader('content-type', type).end(text);
    }
  });
}
