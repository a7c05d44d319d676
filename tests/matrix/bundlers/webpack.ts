import { load, versionOf } from '../tools.ts';
import { type Bundler, extension } from './bundler.ts';

/** What webpack and Rspack have in common. */
type PackFunction = (
  configuration: object,
  done: (error: Error | null, stats?: { toJson(parts: object): PackResult }) => void,
) => { close(done: () => void): void };
interface PackResult {
  readonly errors: readonly { readonly message: string }[];
  readonly warnings: readonly { readonly message: string; readonly moduleName?: string }[];
}

async function pack(tool: string, configuration: object): Promise<readonly string[]> {
  const imported = await load<Record<string, unknown>>(tool);
  const run = (imported['rspack'] ?? imported['webpack'] ?? imported['default']) as PackFunction; // as both document it
  const { errors, warnings } = await new Promise<PackResult>((resolve, reject) => {
    const compiler = run({ mode: 'production', performance: false, ...configuration }, (error, stats) =>
      compiler.close(() => (stats ? resolve(stats.toJson({ errors: true, warnings: true })) : reject(error))),
    );
  });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join('\n'));
  return warnings.map(({ message, moduleName }) => `${moduleName ?? ''} ${message}`);
}

const packer = (what: string, tool: string): Bundler => ({
  what,
  version: () => versionOf(tool),
  node: ({ entry, out }, format) =>
    pack(tool, {
      entry,
      target: 'node',
      output: {
        path: out,
        filename: `main.${extension(format)}`,
        ...(format === 'esm'
          ? { module: true, chunkFormat: 'module', chunkFilename: '[name].mjs' }
          : { chunkFilename: '[name].cjs' }),
      },
      ...(format === 'esm' ? { experiments: { outputModule: true } } : {}),
    }),
  page: ({ entry, out }) => pack(tool, { entry, output: { path: out, filename: 'page.js' } }),
});

export const webpack: Bundler = packer('webpack', 'webpack');
export const rspack: Bundler = packer('Rspack', '@rspack/core');
