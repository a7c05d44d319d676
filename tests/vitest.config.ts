import { defineProject } from 'vitest/config';

export default defineProject({
  test: { name: 'tests', include: ['contract/**/*.test.ts', 'promises/**/*.test.ts'], testTimeout: 30_000 },
});
