import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { startServer, timeProcess } from './child.ts';
import { account } from './replies.ts';
import { add, compare, median, type Samples } from './statistics.ts';
import type { Section } from './table.ts';

const bare = 'bare Node';
const control = 'bare Node again (control)';

const ours = '@turbosmtp-auth/node';
const bundled = 'the same, bundled into one ES module';

/** As a user bundles it who knows no option. */
async function bundle(directory: string): Promise<string> {
  const outfile = join(directory, 'bundle.mjs');
  await build({
    stdin: { contents: `export * from '${ours}'`, resolveDir: join(import.meta.dirname, '..') },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    outfile,
  });
  return outfile;
}

const imports = (bundleFile: string): Record<string, string> => ({
  [bare]: '',
  [ours]: `import '${ours}'`,
  [bundled]: `import ${JSON.stringify(pathToFileURL(bundleFile).href)}`,
  axios: "import 'axios'",
  ky: "import 'ky'",
  ofetch: "import 'ofetch'",
  'openapi-fetch': "import 'openapi-fetch'",
  [control]: '',
});

/** The first call is a login: one request, with a JSON body, whose reply is read. */
function firstCalls(origin: string): Record<string, string> {
  const baseUrl = JSON.stringify(`${origin}/api/v2`);
  const url = JSON.stringify(`${origin}/api/v2/authorize`);
  const body = JSON.stringify(account);
  const plain = `const r = await fetch(${url}, { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }); await r.json()`;
  return {
    [bare]: plain,
    [ours]: `import { createClient } from '@turbosmtp-auth/node'; await createClient({ baseUrl: ${baseUrl} }).login(${body})`,
    axios: `import axios from 'axios'; await axios.post(${url}, ${body})`,
    ky: `import ky from 'ky'; await ky.post(${url}, { json: ${body} }).json()`,
    ofetch: `import { ofetch } from 'ofetch'; await ofetch(${url}, { method: 'POST', body: ${body} })`,
    'openapi-fetch': `import createClient from 'openapi-fetch'; await createClient({ baseUrl: ${baseUrl} }).POST('/authorize', { body: ${body} })`,
    [control]: plain,
  };
}

/** Fresh processes, interleaved, so that what slows the machine down slows all of them down. */
async function sample(programs: Record<string, string>, rounds: number): Promise<Samples> {
  const samples: Samples = {};
  for (const code of Object.values(programs)) await timeProcess(code); // reads the files into the disk cache
  for (let round = 0; round < rounds; round++)
    for (const [name, code] of Object.entries(programs)) add(samples, name, await timeProcess(code));
  return samples;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** @param budgets What each may cost, as a share of what bare Node takes. */
function section(title: string, samples: Samples, budgets: Partial<Record<string, number>>): Section {
  return {
    title,
    rows: Object.entries(samples).map(([what, values]) => {
      const value = median(values);
      const { over, times } = compare(values, samples[bare] ?? []);
      const budget = budgets[what];
      return {
        what,
        value,
        figure: `${value.toFixed(1)} ms`,
        compared: what === bare ? '' : `${over >= 0 ? '+' : ''}${over.toFixed(1)} ms (${percent(times - 1)})`,
        ...(budget !== undefined && { budget: percent(budget), met: times - 1 <= budget }),
      };
    }),
  };
}

/** What importing costs, and what importing and a first call cost, over a Node that does the same by itself. */
export async function measureStarts(rounds: number): Promise<Section[]> {
  await using server = await startServer();
  const directory = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const imported = await sample(imports(await bundle(directory)), rounds);
    const called = await sample(firstCalls(server.origin), rounds);
    return [
      section(`Import, start to exit (${rounds} fresh processes each)`, imported, {
        [ours]: 0.2,
        [bundled]: 0.4,
      }),
      section(`Import and first call, start to exit (${rounds} fresh processes each)`, called, {
        [ours]: 0.12,
      }),
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
