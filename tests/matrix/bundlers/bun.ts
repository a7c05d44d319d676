import { dirname, join } from 'node:path';
import { runProgram } from '../run-program.ts';
import { type Bundler, extension, type Work } from './bundler.ts';

async function build({ entry }: Work, ...options: readonly string[]): Promise<readonly string[]> {
  const cwd = dirname(entry);
  const printed = await runProgram(['bun', 'build', entry, ...options], { cwd, withErrors: true });
  return printed.split('\n').filter((line) => /\bwarn(?:ing)?:/.test(line));
}

export const bun: Bundler = {
  what: 'bun build',
  version: async () => (await runProgram(['bun', '--version'], { cwd: import.meta.dirname })).trim(),
  node: (work, format) =>
    build(
      work,
      '--target=node',
      `--format=${format}`,
      `--outfile=${join(work.out, `main.${extension(format)}`)}`,
    ),
  page: (work) => build(work, '--target=browser', `--outfile=${join(work.out, 'page.js')}`),
};
