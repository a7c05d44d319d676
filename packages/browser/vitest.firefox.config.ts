import { defineConfig } from 'vitest/config';

// `pnpm run test:extension-in-firefox`. A browser is started: on a busy machine that takes its time. These bounds only stop what hangs.
export default defineConfig({
  test: {
    name: 'browser (firefox extension)',
    include: ['test/node/extension/real/in-firefox*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
