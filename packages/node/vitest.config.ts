import { defineProject } from 'vitest/config';

// Processes are started and disks are waited for: on a busy machine that takes its time.
export default defineProject({
  test: {
    name: 'node',
    testTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    // What is under test must not end in the keychain of whoever runs the tests.
    env: { TURBOSMTP_AUTH_KEYCHAIN: 'off' },
  },
});
