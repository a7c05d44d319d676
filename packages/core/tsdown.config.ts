import { fileURLToPath } from 'node:url';
import { defineConfig } from 'tsdown';

const unusedByOfetch: string = fileURLToPath(new URL('build/unused-by-ofetch.ts', import.meta.url));

export default defineConfig({
  entry: [
    'src/index.ts',
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
  alias: { destr: unusedByOfetch, ufo: unusedByOfetch },
  treeshake: { propertyReadSideEffects: false },
});
