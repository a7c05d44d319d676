import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/password.ts', 'src/seal.ts', 'src/files.ts', 'src/testing.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: { generator: 'oxc' },
  sourcemap: true,
  fixedExtension: false,
});
