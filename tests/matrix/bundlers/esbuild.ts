import { join } from 'node:path';
import { load, versionOf } from '../tools.ts';
import { type Bundler, extension } from './bundler.ts';

interface Esbuild {
  build(options: object): Promise<{ warnings: readonly { readonly text: string }[] }>;
}

const run = async (options: object): Promise<readonly string[]> => {
  const { build } = await load<Esbuild>('esbuild');
  const { warnings } = await build({ bundle: true, logLevel: 'silent', ...options });
  return warnings.map(({ text }) => text);
};

export const esbuild: Bundler = {
  what: 'esbuild',
  version: () => versionOf('esbuild'),
  node: ({ entry, out }, format) =>
    run({
      entryPoints: [entry],
      format,
      platform: 'node',
      outfile: join(out, `main.${extension(format)}`),
    }),
  page: ({ entry, out }) => run({ entryPoints: [entry], format: 'esm', outfile: join(out, 'page.js') }),
};
