import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: {
    index: 'src/index.ts',
    'node/index': 'node/index.ts',
    'bin/turbosmtp-sandbox': 'bin/turbosmtp-sandbox.ts',
  },
  format: 'esm',
  // src/ runs anywhere; only the other two entries import Node's modules.
  platform: 'neutral',
  deps: { neverBundle: [/^node:/] },
  target: 'es2023',
  dts: { generator: 'oxc' },
  sourcemap: true,
  fixedExtension: false,
});
