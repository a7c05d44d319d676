import { defineConfig } from 'tsdown';

/**
 * What the parser asks Node for, without an import: that evaluates every getter of a module, and so loads more than the parser itself is.
 * It starts no process here, so that module is not loaded at all.
 */
const builtins: Readonly<Record<string, string>> = {
  'node:child_process':
    "export default { spawn: (...args) => process.getBuiltinModule('node:child_process').spawn(...args) };",
  'node:events': "export const { EventEmitter } = process.getBuiltinModule('node:events');",
  'node:fs': "export default process.getBuiltinModule('node:fs');",
  'node:path': "export default process.getBuiltinModule('node:path');",
  'node:process': 'export default globalThis.process;',
  'node:util': "export const { stripVTControlCharacters } = process.getBuiltinModule('node:util');",
};

const builtinsOfCommander = {
  name: 'builtins-of-commander',
  resolveId: (source: string, importer: string | undefined) =>
    importer && /node_modules[\\/]commander[\\/]/.test(importer) && Object.hasOwn(builtins, source)
      ? `\0commander:${source}`
      : null,
  load: (id: string) =>
    id.startsWith('\0commander:') ? (builtins[id.slice('\0commander:'.length)] ?? null) : null,
};

export default defineConfig([
  {
    entry: ['src/index.ts', 'src/api.ts', 'src/locales/*.ts'],
    format: 'esm',
    platform: 'node',
    target: 'es2023',
    dts: { generator: 'oxc' },
    sourcemap: true,
    fixedExtension: false,
    // One file to start with: finding a second one costs Node a twentieth of its own start. See docs/decisions/one-file-to-start-with.md.
    deps: {
      alwaysBundle: [/^@turbosmtp-auth\/core/],
      onlyBundle: false,
      dts: { neverBundle: [/^@turbosmtp-auth\/core/] },
    },
    outputOptions: {
      comments: { jsdoc: false },
      codeSplitting: {
        includeDependenciesRecursively: false,
        groups: [
          {
            name: 'index',
            test: /core\/dist\/(?!api)[\w-]+\.js$|node\/src\/(?!api|locales)[^.]+\.ts$/, // but for the other entries
            tags: ['$initial'],
          },
        ],
      },
    },
  },
  {
    // Apart from the library and importing it by name, so that neither changes what the other loads.
    entry: { 'turbosmtp-auth': 'cli/turbosmtp-auth.ts', start: 'cli/start.ts' },
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
    plugins: [builtinsOfCommander],
    outputOptions: {
      comments: { jsdoc: false },
      // As for the library: each file more costs a start one to two milliseconds.
      codeSplitting: {
        groups: [
          {
            name: 'start',
            test: /node\/(?:cli|src)\/(?!turbosmtp-auth|compile-cache)|commander|package\.json$|usingCtx/,
            tags: ['$initial'],
          },
        ],
      },
    },
  },
]);
