// Takes each guard out of the core, and of the package for Node, in turn, and proves that the case named for it fails without the guard and passes
// with it. The tree is not touched: edits are made while the core is bundled.
//
//   npm run mutants                 all but those that only the model notices, which take ten times as long
//   npm run mutants -- -- --all     those as well
//   npm run mutants -- -- --find    also says which other cases notice, to choose a name from
//   npm run mutants -- -- --only a  those whose name holds the word, of the model as well
import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { type Mutant, mutants } from './mutants.ts';
import { runNodeTests } from './node-tests.ts';

const source = fileURLToPath(new URL('../../packages/core/src/', import.meta.url));
const find = process.argv.includes('--find');
const isOfModel = ({ killedBy }: Mutant): boolean => killedBy.startsWith('model: ');
const word = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const tried = mutants.filter((mutant) =>
  word === undefined ? process.argv.includes('--all') || !isOfModel(mutant) : mutant.without.includes(word),
);
/** A mutant may hang where the guard was; the suite itself gives a case a minute. */
const LIMIT = 90_000;

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

const options = { bundle: true, platform: 'node', format: 'esm', outExtension: { '.js': '.mjs' } } as const;

/** The cases import the core from beside them, so that they are bundled once, and the core once for each mutant. */
const coreBeside: Plugin = {
  name: 'core-beside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^@turbosmtp-auth\/core$/ }, () => ({ path: './index.mjs', external: true }));
    onResolve({ filter: /^@turbosmtp-auth\/core\/api$/ }, () => ({ path: './api.mjs', external: true }));
  },
};

async function bundleCases(outdir: string): Promise<string> {
  const entryPoints = [fileURLToPath(new URL('case.ts', import.meta.url))];
  await build({ ...options, entryPoints, outdir, plugins: [coreBeside], logLevel: 'silent' });
  return join(outdir, 'case.mjs');
}

/** Bundles the core into a directory of its own, with the cases beside it, and answers the file to run. */
async function bundleCore(outdir: string, cases: string, plugins: Plugin[]): Promise<string> {
  const entryPoints = ['index.ts', 'api.ts'].map((name) => join(source, name));
  await build({ ...options, entryPoints, outdir, plugins, splitting: true, logLevel: 'silent' });
  const file = join(outdir, 'case.mjs');
  await copyFile(cases, file);
  return file;
}

interface Outcome {
  readonly ran: number;
  readonly failed: readonly string[];
}

/** The cases that failed of those named, or of all. A run that hangs or dies fails them all. */
function run(
  file: string,
  names: readonly string[],
  limit: number = names.length > 0 ? LIMIT : 10 * LIMIT,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...names], { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), limit);
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

const problems: string[] = [];

/** The same of a guard of the package for Node. */
async function tryOneOfNode(mutant: Mutant): Promise<void> {
  const { promise, without, killedBy } = mutant;
  const label = `${promise}. without ${without}`;
  const outcome = await runNodeTests([killedBy], mutant).catch((error: unknown) => error);
  const { ran, failed } = outcome instanceof Error ? { ran: 0, failed: [] } : (outcome as Outcome);
  const killed = ran === 1 && failed.length === 1;
  console.log(`${killed ? 'killed  ' : 'SURVIVED'} ${label}`);
  if (outcome instanceof Error) problems.push(`${label}: ${outcome.message}`);
  else if (!killed)
    problems.push(`${label}: survives "${killedBy}"${ran === 0 ? ', which does not exist' : ''}`);
}

/** Takes the guard out, and notes whether the case named for it notices. */
async function tryOne(mutant: Mutant, outdir: string, cases: string): Promise<void> {
  const { promise, without, killedBy } = mutant;
  const label = `${promise}. without ${without}`;
  let file: string;
  try {
    file = await bundleCore(outdir, cases, [edited(mutant)]);
  } catch (error) {
    problems.push(`${label}: ${error instanceof Error ? error.message : error}`);
    return;
  }
  // Thousands of programs on a busy machine: that they take long is no sign that one of them failed.
  const limit = isOfModel(mutant) ? 10 * LIMIT : LIMIT;
  const { ran, failed } = await run(file, [killedBy], limit);
  const killed = ran === 1 && failed.length === 1;
  console.log(`${killed ? 'killed  ' : 'SURVIVED'} ${label}`);
  if (!killed) problems.push(`${label}: survives "${killedBy}"${ran === 0 ? ', which does not exist' : ''}`);
  if (find && !killed)
    for (const name of (await run(file, [])).failed) console.log(`         noticed by: ${name}`);
}

const directory = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-mutants-'));
try {
  const cases = await bundleCases(directory);
  const whole = await bundleCore(join(directory, 'whole'), cases, []);
  const ofCore = tried.filter((mutant) => mutant.of === undefined);
  const ofNode = tried.filter((mutant) => mutant.of === 'node');
  const namesOf = (of: readonly Mutant[]): string[] => [...new Set(of.map(({ killedBy }) => killedBy))];
  const named = namesOf(ofCore);
  const healthy = named.length > 0 ? await run(whole, named, 10 * LIMIT) : { ran: 0, failed: [] };
  for (const name of healthy.failed) problems.push(`fails without any edit: ${name}`);
  if (healthy.ran !== named.length)
    problems.push(`${named.length - healthy.ran} of the cases named do not exist`);

  if (ofNode.length > 0) {
    const names = namesOf(ofNode);
    const { ran, failed } = await runNodeTests(names);
    for (const name of failed) problems.push(`fails without any edit: ${name}`);
    if (ran !== names.length) problems.push(`${names.length - ran} of the tests named do not exist`);
    for (const mutant of ofNode) await tryOneOfNode(mutant);
  }

  // Two at a time: each waits as long as it computes.
  const waiting = [...ofCore.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, mutant] = next;
      await tryOne(mutant, join(directory, String(index)), cases);
    }
  };
  await Promise.all([lane(), lane()]);
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 10 });
}
for (let promise = 1; promise <= 10; promise++)
  if (!mutants.some((mutant) => mutant.promise === promise))
    problems.push(`no guard is listed for promise ${promise}`);
for (const problem of problems) console.error(problem);
console.log(`${tried.length - Math.min(tried.length, problems.length)} passed, ${problems.length} failed`);
process.exitCode = problems.length > 0 ? 1 : 0;
