import { defineConfig } from 'tsdown';

const common = { format: 'esm', dts: false, fixedExtension: false, target: 'es2024' } as const;

export default defineConfig([
  // What Node, Bun and Deno run: the packages stay outside, as they do for somebody who installs them.
  {
    ...common,
    entry: { node: 'hosts/node.ts', deno: 'hosts/deno.ts' },
    outDir: 'dist/process',
    platform: 'node',
  },
  // One file with everything in it, for a page and for a worker.
  ...(['page', 'worker'] as const).map((name) => ({
    ...common,
    entry: { [name]: `hosts/${name}.ts` },
    outDir: `dist/${name}`,
    platform: 'neutral' as const,
    deps: { alwaysBundle: [/.*/], onlyBundle: false as const },
    outputOptions: { codeSplitting: false },
  })),
]);
