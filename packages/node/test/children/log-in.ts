import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';

// A program that logs in and says how it went: `log-in.ts <package entry> <base URL> <what to do>`. It prints one line of
// JSON when it ends, which nothing but its last connections may put off: that is what is tested.
const [, , entry = '', baseUrl = '', what = ''] = process.argv;
const { createClient, memoryKeyStore, nodeFetch }: typeof import('../../src/index.ts') = await import(entry);

const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const client = createClient({
  baseUrl,
  keyStore: memoryKeyStore(),
  retry: false,
  ...(what === 'by option' && { fetch: nodeFetch({ proxy: process.env['OPTION'] ?? '' }) }),
});

/** What a client makes of it. */
async function call(): Promise<unknown> {
  await client.login(credentials);
  const response = await client.fetch(new Request(`${baseUrl}/analytics`));
  await response.text();
  return response.status;
}

/** What the fetch itself says. */
const fetchOnly = (): Promise<unknown> => nodeFetch()(baseUrl, { signal: AbortSignal.timeout(1_000) });

const outcome = await (what === 'fetch' ? fetchOnly() : call()).catch(({ name, hint, issues }) => ({
  name,
  hint,
  issues,
}));
const undici = Object.keys(createRequire(import.meta.url).cache).some((path) =>
  /[\\/]undici[\\/]/.test(path),
);
// How long it is kept, in turns of ten milliseconds that the machine gives it, and not on the wall: the machine may be busy.
let turns = 0;
setInterval(() => turns++, 10).unref();
process.on('exit', () => writeSync(1, JSON.stringify({ outcome, undici, turns })));
