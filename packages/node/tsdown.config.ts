import { defineConfig } from 'tsdown';

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/api.ts'],
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    dts: { generator: 'oxc' },
    sourcemap: true,
    fixedExtension: false,
  },
  {
    // Apart from the library and importing it by name, so that neither changes what the other loads.
    entry: { 'turbosmtp-auth': 'cli/turbosmtp-auth.ts' },
    outDir: 'dist/cli',
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    dts: false,
    sourcemap: true,
    fixedExtension: false,
    deps: {
      // For the command alone: those who import the library install none of them.
      alwaysBundle: ['commander', '@clack/core', 'fast-wrap-ansi', 'fast-string-width', 'sisteransi'],
      neverBundle: [/^@turbosmtp-auth\//],
      onlyBundle: false,
    },
  },
]);
