import { defineProject } from 'vitest/config';

export default defineProject({
  // Processes are started and 200 MB decoded, on machines that may be busy.
  test: {
    name: 'sandbox',
    include: ['test/**/*.test.ts'],
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
