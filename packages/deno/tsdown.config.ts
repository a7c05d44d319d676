import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: ['src/index.ts', 'src/api.ts', 'src/locales/*.ts'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  dts: { generator: 'oxc' },
  sourcemap: true,
  fixedExtension: false,
});
