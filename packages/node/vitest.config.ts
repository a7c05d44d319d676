import { defineProject } from 'vitest/config';

// Processes are started and disks are waited for: on a busy machine that takes its time.
export default defineProject({
  test: {
    name: 'node',
    testTimeout: 60_000,
    // Some tests hold real processes to half a second: once more, where another task had the machine.
    retry: 1,
    include: ['test/**/*.test.ts'],
    // What is under test must not end in the keychain of whoever runs the tests.
    env: { TURBOSMTP_AUTH_KEYCHAIN: 'off' },
  },
});
