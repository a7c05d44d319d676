import { defineConfig } from 'tsdown';

const common = { format: 'esm', dts: false, fixedExtension: false, target: 'es2024' } as const;

/** Of a library that is made for Node as well as for pages, what is made for pages. */
const forPages = {
  resolve: { conditionNames: ['browser', 'import', 'default'], aliasFields: [['browser']] },
};

export default defineConfig([
  // What Node and Bun run: the packages stay outside, as they do for somebody who installs them.
  {
    ...common,
    entry: { node: 'hosts/node.ts' },
    outDir: 'dist/process',
    platform: 'node',
    deps: { neverBundle: [/^(?:axios|ky|openapi-fetch)$/] },
  },
  // And Deno, but for the libraries that are plugged in: what they have for Node asks for the environment.
  {
    ...common,
    entry: { deno: 'hosts/deno.ts' },
    outDir: 'dist/deno',
    platform: 'neutral',
    inputOptions: forPages,
    deps: { alwaysBundle: [/^(?:axios|ky|openapi-fetch)$/], onlyBundle: false as const },
  },
  // One file with everything in it, for a page and for a worker.
  ...(['page', 'worker'] as const).map((name) => ({
    ...common,
    entry: { [name]: `hosts/${name}.ts` },
    outDir: `dist/${name}`,
    platform: 'neutral' as const,
    inputOptions: forPages,
    deps: { alwaysBundle: [/.*/], onlyBundle: false as const },
    outputOptions: { codeSplitting: false },
  })),
  // The same for the background of an extension, with the page that asks it.
  ...(['background', 'page'] as const).map((name) => ({
    ...common,
    entry: { [name]: `hosts/extension/${name}.ts` },
    outDir: 'dist/extension',
    clean: false,
    platform: 'neutral' as const,
    inputOptions: forPages,
    deps: { alwaysBundle: [/.*/], onlyBundle: false as const },
    outputOptions: { codeSplitting: false },
    copy: ['hosts/extension/manifest.json', 'hosts/extension/page.html'],
  })),
]);
