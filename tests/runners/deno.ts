import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchProcess } from './launch-process.ts';
import { runConformance } from './run-conformance.ts';

// All that the suite may do: one directory, one host.
const store = await mkdtemp(join(tmpdir(), 'turbosmtp-auth-'));
await runConformance('deno', async (origin) => {
  const allowed = [`--allow-net=${new URL(origin).host}`, `--allow-read=${store}`, `--allow-write=${store}`];
  const args = ['run', '--no-prompt', '--no-remote', ...allowed, 'dist/deno/deno.js', origin, store];
  return launchProcess('deno', args, 'It is a development dependency: run `npm run bootstrap`.');
});
await rm(store, { recursive: true, force: true, maxRetries: 10 });
