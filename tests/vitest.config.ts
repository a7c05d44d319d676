import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'tests',
    include: ['{contract,rooms,sockets-and-processes,integrations,packed,repository,runners}/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
