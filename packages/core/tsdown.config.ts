import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/api.ts',
    'src/errors.ts',
    'src/password.ts',
    'src/seal.ts',
    'src/files.ts',
    'src/keychain.ts',
    'src/locales/{italian,spanish,french,german}.ts',
    'src/testing.ts',
  ],
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: { generator: 'oxc' },
  sourcemap: true,
  fixedExtension: false,
  // Consumers install neither: what is used of both is bundled, without what they would do at import.
  deps: { alwaysBundle: ['valibot', 'ofetch', 'destr', 'ufo'], onlyBundle: false },
  // What entries share is one file beside them: each that Node loads costs it a millisecond or more. Passwords and errors are
  // apart, for pages that check passwords and do nothing else; but for the guards, which need the operations: two files that
  // import each other would run before what they import. Sealing is apart, since a client that keeps its key in memory does not
  // load it; but for the check of a key, which goes before.
  outputOptions: {
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'errors', test: /\/src\/errors\/(?!guards)[^.]+\.ts$/, minShareCount: 2 },
        { name: 'sealing', test: /\/src\/seal\/(?!sealing-key)[^.]+\.ts$/, minShareCount: 2 },
        {
          name: 'shared',
          test: /\/src\/(?!errors\/(?!guards)|seal\/(?!sealing-key)|password|locales|testing)[^.]+\.ts$/,
          minShareCount: 2,
        },
      ],
    },
  },
  treeshake: { propertyReadSideEffects: false },
});
