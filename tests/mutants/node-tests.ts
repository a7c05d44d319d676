// Runs a test of the package for Node in this process, with one edit of the package's source or none. The tree is not touched.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest, type Vitest } from 'vitest/node';
import type { Mutant } from './mutants.ts';

const root = fileURLToPath(new URL('../../packages/node/', import.meta.url));
const file = 'test/rotate-consumer-key.test.ts';

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Answers as the cases of the core do: how many ran of those named, and which failed. */
export async function runNodeTests(
  names: readonly string[],
  mutant?: Mutant,
): Promise<{ ran: number; failed: string[] }> {
  let edits = 0;
  const edit = {
    name: 'mutant',
    enforce: 'pre' as const,
    transform: (text: string, id: string): string | null => {
      if (!mutant || id !== join(root, 'src', mutant.file)) return null;
      const [from, to] = mutant.replace;
      if (text.split(from).length !== 2)
        throw new Error(`${mutant.file} does not hold the edited piece exactly once`);
      edits++;
      return text.replace(from, () => to);
    },
  };
  const vitest = await startVitest(
    [file],
    {
      root,
      config: false,
      watch: false,
      fsModuleCache: false, // which knows nothing of the edit
      reporters: [{}],
      testTimeout: 60_000,
      testNamePattern: new RegExp(`^(?:${names.map(escaped).join('|')})$`),
    },
    { plugins: [edit] },
  );
  try {
    if (mutant && edits === 0) throw new Error(`${mutant.file} is not loaded by ${file}`);
    return outcomesOf(vitest);
  } finally {
    await vitest.close();
  }
}

function outcomesOf(vitest: Vitest): { ran: number; failed: string[] } {
  const tests = vitest.state.getTestModules().flatMap(({ children }) => [...children.allTests()]);
  const states = tests.map((test) => [test.fullName, test.result().state] as const);
  return {
    ran: states.filter(([, state]) => state === 'passed' || state === 'failed').length,
    failed: states.filter(([, state]) => state === 'failed').map(([name]) => name),
  };
}
