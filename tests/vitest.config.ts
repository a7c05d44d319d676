import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'tests',
    include: [
      'recipes/{,environments/}*.test.ts',
      '{bundled,contract,documents,integrations,matrix,model,packed,removals,repository,rooms,runners,sockets-and-processes,types}/**/*.test.ts',
    ],
    // These bounds only stop what hangs, also on a machine that does other work.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // Much of their time is waiting, so that even two cores serve two files at once.
    maxWorkers: 2,
  },
});
