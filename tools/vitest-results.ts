import type { Reporter, TestModule, Vitest } from 'vitest/node';
import { type TestFileTime, writeTestResult } from './test-results.ts';

interface Runtime {
  runtime: string;
  version: string;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  failures: string[];
  secondTry: string[];
  slowest: TestFileTime[];
}

/** How many of its slowest files a suite names. */
const SLOWEST = 8;

/** A vitest reporter that leaves what `npm test` counts: one file for each project and runtime. */
export default class VitestResults implements Reporter {
  #root = process.cwd();
  readonly #browsers = new Map<string, Runtime>();

  onInit({ config: { root } }: { readonly config: Pick<Vitest['config'], 'root'> }): void {
    this.#root = root;
  }

  onTestModuleEnd({ project }: TestModule): void {
    if (!project.browser || this.#browsers.has(project.name)) return;
    // Only while tests run is there a provider. The type says nothing of what Playwright's holds: its Browser.
    const provider = project.browser.provider as { browser?: { version(): string } | null } | undefined;
    this.#browsers.set(project.name, {
      runtime: project.config.browser.name || 'browser',
      version: provider?.browser?.version() ?? 'unknown',
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message: string }[]): void {
    const counts = new Map<string, Count>();
    for (const module of modules) {
      const count = counts.get(module.project.name) ?? {
        passed: 0,
        failed: 0,
        skipped: 0,
        failures: [],
        secondTry: [],
        slowest: [],
      };
      counts.set(module.project.name, count);
      const seconds = Math.round(module.diagnostic().duration / 1000);
      count.slowest.push({ file: module.relativeModuleId, seconds });
      // A file that cannot be loaded, or a hook that throws, fails no test but is a failure.
      const broken = [module, ...module.children.allSuites()].flatMap((part) => part.errors());
      for (const { message } of broken) fail(count, `${module.relativeModuleId}: ${message}`);
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') count.passed++;
        else if (state === 'skipped') count.skipped++;
        else fail(count, `${module.relativeModuleId}: ${test.fullName}`);
        if (test.diagnostic()?.flaky) count.secondTry.push(`${module.relativeModuleId}: ${test.fullName}`);
      }
    }
    const [first] = counts.values();
    for (const { message } of unhandled) if (first) fail(first, `unhandled: ${message}`);
    const node = { runtime: 'node', version: process.versions.node };
    for (const [suite, count] of counts) {
      const slowest = count.slowest.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
      writeTestResult(this.#root, { suite, ...(this.#browsers.get(suite) ?? node), ...count, slowest });
    }
  }
}

function fail(count: Count, failure: string): void {
  count.failed++;
  count.failures.push(failure);
}
