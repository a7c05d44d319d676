import { defineProject } from 'vitest/config';

// Processes are started and disks are waited for: on a busy machine that takes its time. These bounds only stop what hangs.
export default defineProject({
  test: {
    name: 'node',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Most of their time is waiting, so that even two cores serve three files at once.
    maxWorkers: 3,
    include: ['test/**/*.test.ts'],
    // What is under test must not end in the keychain of whoever runs the tests.
    env: { TURBOSMTP_AUTH_KEYCHAIN: 'off' },
  },
});
