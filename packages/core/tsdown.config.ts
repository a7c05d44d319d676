import { defineConfig } from 'tsdown';
import { portableOfetchTypes } from './build/portable-ofetch-types.ts';

export default defineConfig({
  entry: [
    'src/index.ts',
    'src/api.ts',
    'src/password.ts',
    'src/seal.ts',
    'src/fetch.ts',
    'src/files.ts',
    'src/keychain.ts',
    'src/locales/*.ts',
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
  plugins: [portableOfetchTypes],
  // Node's package loads nearly all entries, and each file costs it half a millisecond: what they share is one. Passwords and
  // errors are apart, for pages that check passwords and do nothing else.
  outputOptions: {
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'errors', test: /\/src\/errors\/[^.]+\.ts$/, minShareCount: 2 },
        {
          name: 'shared',
          test: /\/src\/(?!errors|password|locales|testing)[^.]+\.ts$/,
          minShareCount: 2,
        },
      ],
    },
  },
  treeshake: { propertyReadSideEffects: false },
});
