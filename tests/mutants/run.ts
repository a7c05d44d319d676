// Takes each guard out of the core in turn, and proves that the case named for it fails without the guard and passes
// with it. The tree is not touched: edits are made while the core is bundled.
//
//   npm run mutants                 all of them
//   npm run mutants -- -- --find    also says which other cases notice, to choose a name from
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type Mutant, mutants } from './mutants.ts';

const source = fileURLToPath(new URL('../../packages/core/src/', import.meta.url));
const find = process.argv.includes('--find');
/** A mutant may hang where the guard was; the suite itself gives a case thirty seconds. */
const LIMIT = 60_000;

const edited = ({ file, replace: [from, to] }: Mutant): Plugin => ({
  name: 'mutant',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      if (path !== join(source, file.replaceAll('/', sep))) return undefined;
      const text = await readFile(path, 'utf8');
      if (text.split(from).length !== 2)
        throw new Error(`${file} does not hold the edited piece exactly once`);
      return { contents: text.replace(from, () => to), loader: 'ts' };
    });
  },
});

async function bundle(outfile: string, plugins: Plugin[]): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL('case.ts', import.meta.url))],
    alias: {
      '@turbosmtp-auth/core': join(source, 'index.ts'),
      '@turbosmtp-auth/core/api': join(source, 'api.ts'),
    },
    outfile,
    plugins,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
  });
}

/** The cases that failed of those named, or of all. A run that hangs or dies fails them all. */
function run(file: string, names: readonly string[]): Promise<{ ran: number; failed: string[] }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...names], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), names.length > 0 ? LIMIT : 10 * LIMIT);
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('close', () => {
      clearTimeout(timer);
      try {
        resolve(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
      } catch {
        resolve({ ran: names.length, failed: [...names] });
      }
    });
  });
}

const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-mutants-'));
const problems: string[] = [];
try {
  const whole = join(directory, 'whole.mjs');
  await bundle(whole, []);
  const named = [...new Set(mutants.map(({ killedBy }) => killedBy))];
  const healthy = await run(whole, named);
  for (const name of healthy.failed) problems.push(`fails without any edit: ${name}`);
  if (healthy.ran !== named.length)
    problems.push(`${named.length - healthy.ran} of the cases named do not exist`);

  for (const [index, mutant] of mutants.entries()) {
    const { promise, without, killedBy } = mutant;
    const label = `${promise}. without ${without}`;
    const file = join(directory, `${index}.mjs`);
    try {
      await bundle(file, [edited(mutant)]);
    } catch (error) {
      problems.push(`${label}: ${error instanceof Error ? error.message : error}`);
      continue;
    }
    const { ran, failed } = await run(file, [killedBy]);
    const killed = ran === 1 && failed.length === 1;
    console.log(`${killed ? 'killed  ' : 'SURVIVED'} ${label}`);
    if (!killed)
      problems.push(`${label}: survives "${killedBy}"${ran === 0 ? ', which does not exist' : ''}`);
    if (find && !killed)
      for (const name of (await run(file, [])).failed) console.log(`         noticed by: ${name}`);
  }
} finally {
  await rm(directory, { recursive: true, force: true });
}
for (let promise = 1; promise <= 10; promise++)
  if (!mutants.some((mutant) => mutant.promise === promise))
    problems.push(`no guard is listed for promise ${promise}`);
for (const problem of problems) console.error(problem);
console.log(
  `${mutants.length - Math.min(mutants.length, problems.length)} passed, ${problems.length} failed`,
);
process.exitCode = problems.length > 0 ? 1 : 0;
