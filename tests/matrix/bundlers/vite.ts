import { dirname } from 'node:path';
import { load, versionOf } from '../tools.ts';
import { type Bundler, extension } from './bundler.ts';

interface Vite {
  build(options: object): Promise<unknown>;
  createLogger(level: string): { warn(message: string): void };
}

/** Builds with Vite, which reads no settings file. */
async function build(root: string, options: object, more: object = {}): Promise<readonly string[]> {
  const vite = await load<Vite>('vite');
  const warnings: string[] = [];
  const customLogger = {
    ...vite.createLogger('silent'),
    warn: (message: string) => void warnings.push(message),
  };
  await vite.build({
    root,
    base: './',
    configFile: false,
    customLogger,
    build: { emptyOutDir: false, ...options },
    ...more,
  });
  return warnings;
}

export const vite: Bundler = {
  what: 'Vite',
  version: () => versionOf('vite'),
  // Its build for servers, with all that it would leave outside.
  node: ({ entry, out }, format) =>
    build(
      dirname(entry),
      {
        ssr: entry,
        outDir: out,
        rolldownOptions: { output: { format, entryFileNames: `main.${extension(format)}` } },
      },
      { ssr: { noExternal: true } },
    ),
  page: ({ entry, out }) =>
    build(dirname(entry), { outDir: out, rolldownOptions: { output: { entryFileNames: 'page.js' } } }),
};
