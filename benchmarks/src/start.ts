import { startServer, timeProcess } from './child.ts';
import { account } from './replies.ts';
import { add, compare, median, type Samples } from './statistics.ts';
import type { Section } from './table.ts';

const bare = 'bare Node';
const control = 'bare Node again (control)';

const imports: Record<string, string> = {
  [bare]: '',
  '@turbosmtp-auth/node': "import '@turbosmtp-auth/node'",
  axios: "import 'axios'",
  ky: "import 'ky'",
  ofetch: "import 'ofetch'",
  'openapi-fetch': "import 'openapi-fetch'",
  [control]: '',
};

/** The first call is a login: one request, with a JSON body, whose reply is read. */
function firstCalls(origin: string): Record<string, string> {
  const baseUrl = JSON.stringify(`${origin}/api/v2`);
  const url = JSON.stringify(`${origin}/api/v2/authorize`);
  const body = JSON.stringify(account);
  const plain = `const r = await fetch(${url}, { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }); await r.json()`;
  return {
    [bare]: plain,
    '@turbosmtp-auth/node': `import { createClient } from '@turbosmtp-auth/node'; await createClient({ baseUrl: ${baseUrl} }).login(${body})`,
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

function section(title: string, samples: Samples, budget: number): Section {
  return {
    title,
    rows: Object.entries(samples).map(([what, values]) => {
      const value = median(values);
      const { over } = compare(values, samples[bare] ?? []);
      const ours = what.startsWith('@turbosmtp-auth/');
      return {
        what,
        value,
        figure: `${value.toFixed(1)} ms`,
        compared: what === bare ? '' : `${over >= 0 ? '+' : ''}${over.toFixed(1)} ms`,
        ...(ours && { budget: `+${budget} ms`, met: over <= budget }),
      };
    }),
  };
}

/** What importing costs, and what importing and a first call cost, over a Node that does the same by itself. */
export async function measureStarts(rounds: number): Promise<Section[]> {
  await using server = await startServer();
  const imported = await sample(imports, rounds);
  const called = await sample(firstCalls(server.origin), rounds);
  return [
    section(`Import, start to exit (${rounds} fresh processes each)`, imported, 15),
    section(`Import and first call, start to exit (${rounds} fresh processes each)`, called, 20),
  ];
}
