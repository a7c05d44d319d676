import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'tests',
    include: ['{contract,promises,integrations,packed}/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
