import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'tests',
    include: ['{contract,promises,integrations,packed,runners}/**/*.test.ts'],
    testTimeout: 30_000,
    // Some tests hold real processes to a second: once more, where another task had the machine.
    retry: 1,
  },
});
