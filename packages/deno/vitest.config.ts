import { defineProject } from 'vitest/config';

// Processes are started and disks are waited for: on a busy machine that takes its time. This bound only stops what hangs.
export default defineProject({
  test: {
    name: 'deno',
    testTimeout: 120_000,
    // Much of their time is waiting, so that even two cores serve two files at once.
    maxWorkers: 2,
    include: ['test/**/*.test.ts'],
  },
});
