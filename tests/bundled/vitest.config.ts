import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import VitestResults from '../../tools/vitest-results.ts';

const tests = join(import.meta.dirname, '..');

/** Leaves its result where the others of this package are. */
class BundledResults extends VitestResults {
  override onInit(): void {
    super.onInit({ config: { root: tests } });
  }
}

export default defineConfig({
  root: join(tests, '.bundled'),
  test: {
    name: 'node-bundled',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    // As where they come from.
    maxWorkers: 3,
    retry: 1,
    include: ['test/*.test.ts'],
    exclude: [],
    // The names of the core are those of its copy in the bundle: the one case that compares them with another copy's.
    testNamePattern: /^(?!.*is the only name of the core that is another one here)/,
    reporters: ['default', new BundledResults()],
    env: { TURBOSMTP_AUTH_KEYCHAIN: 'off' },
  },
});
