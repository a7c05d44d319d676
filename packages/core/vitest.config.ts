import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'core',
    include: ['test/**/*.test.ts'],
    // Most of their time is waiting, so that even two cores serve three files at once.
    maxWorkers: 3,
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
