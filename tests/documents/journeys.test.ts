import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveJsr } from '../packed/jsr.ts';
import { type Registry, serveTarballs } from '../packed/registry.ts';
import { journeys } from './journeys/index.ts';
import type { Step } from './journeys/journey.ts';
import { openShell, type Shell } from './shell.ts';
import { shellBlocks } from './shell-blocks.ts';

// What the documents tell people to run in a shell is run, in their order, with the packages as they are published.

let npm: Registry;
let jsr: Registry;

beforeAll(async () => {
  [npm, jsr] = await Promise.all([serveTarballs(), serveJsr()]);
});
afterAll(async () => {
  await npm?.[Symbol.asyncDispose]();
  await jsr?.[Symbol.asyncDispose]();
});

/** The code of a step, with the values of this machine. */
function codeOf({ block, also = '', without, replace }: Step, shell: Shell): string {
  const found = shellBlocks.find(({ name }) => name === block);
  if (block !== undefined && !found) throw new Error(`There is no block ${block}`);
  let code = found?.code ?? also;
  const { baseUrl, port } = shell.server;
  const replaced = {
    'https://pro.api.serversmtp.com/api/v2': baseUrl,
    '--allow-net=pro.api.serversmtp.com': `--allow-net=127.0.0.1:${port}`,
  };
  for (const [from, to] of Object.entries(replaced)) code = code.replaceAll(from, to);
  for (const [from, to] of Object.entries(replace?.(shell) ?? {})) {
    expect(code).toContain(from);
    code = code.replaceAll(from, to);
  }
  for (const line of without?.lines ?? []) {
    expect(code.split('\n')).toContain(line);
    code = code.replace(`${line}\n`, '');
  }
  return code;
}

async function take(step: Step, shell: Shell): Promise<void> {
  await step.prepare?.(shell);
  if (!step.block && !step.also) return;
  const code = codeOf(step, shell);
  const { prints = /^/, says = /^/ } = step;
  if (step.runs) {
    expect((await shell.start(code, prints)).out).toMatch(prints);
    return;
  }
  const ended = await shell.run(code, step);
  expect(ended, code).toMatchObject({
    code: 0,
    out: expect.stringMatching(prints),
    err: expect.stringMatching(says),
  });
}

/** Milliseconds: a journey installs and builds, on a busy machine too. It only stops what hangs. */
const timeout = 600_000;

test.skipIf(process.platform === 'win32').for(journeys)(
  '$what',
  { timeout },
  async ({ possible, steps }, context) => {
    if (possible?.() === false) context.skip();
    await using shell = await openShell({ npm: npm.url, jsr: jsr.url });
    for (const step of steps) await take(step, shell);
  },
);
