import { load, versionOf } from '../tools.ts';
import { type Bundler, extension, type Work } from './bundler.ts';

interface Rollup {
  rollup(options: object): Promise<{ write(options: object): Promise<unknown>; close(): Promise<void> }>;
}

async function roll(
  { entry, out }: Work,
  resolution: object,
  output: { readonly format: string; readonly entryFileNames: string },
): Promise<readonly string[]> {
  const { rollup } = await load<Rollup>('rollup');
  const { nodeResolve } = await load<{ nodeResolve(options: object): unknown }>(
    '@rollup/plugin-node-resolve',
  );
  const warnings: string[] = [];
  const bundle = await rollup({
    input: entry,
    plugins: [nodeResolve(resolution)],
    onwarn: ({ message }: { message: string }) => warnings.push(message),
    ...('exportConditions' in resolution ? { external: [/^node:/] } : {}),
  });
  await bundle.write({ dir: out, ...output });
  await bundle.close();
  return warnings;
}

export const rollup: Bundler = {
  what: 'Rollup',
  version: () => versionOf('rollup'),
  node: (work, format) =>
    roll(
      work,
      { exportConditions: ['node'], preferBuiltins: true },
      { format, entryFileNames: `main.${extension(format)}` },
    ),
  page: (work) => roll(work, { browser: true }, { format: 'es', entryFileNames: 'page.js' }),
};
