import { createClient, fileLock, sealedFileKeyStore } from '../../src/index.ts';

// Takes a lock in Deno and prints what was there meanwhile, and what a refusal looks like.

declare const Deno: {
  args: string[];
  readDir(path: string): AsyncIterable<{ name: string }>;
  stat(path: string): Promise<{ mode: number }>;
};

const [directory = '', elsewhere = '', baseUrl = ''] = Deno.args;
const namesIn = async (path: string): Promise<string[]> => {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(path)) names.push(name);
  return names.sort();
};
const refusalOf = (path: string): Promise<unknown> =>
  fileLock({ directory: path })('name', async () => 'in').catch(({ name, code, message, hint }) => ({
    name,
    code,
    message,
    hint,
  }));

const locks = `${directory}/locks`;
const lock = fileLock({ directory: locks });
const inside = await lock('name', () => namesIn(locks));
const modes = await lock('name', async () => {
  const stats = await Promise.all([locks, `${locks}/${inside[1]?.split('.')[0]}.lock`].map(Deno.stat));
  return stats.map(({ mode }) => mode & 0o7777);
});
const failure = await lock('name', () => Promise.reject(new Error('of the work'))).catch(String);
const reason = new Error('enough');
const aborted = await lock('name', async () => {
  const abort = new AbortController();
  const other = fileLock({ directory: locks });
  const waiting = other('name', async () => 'in', { signal: abort.signal });
  setTimeout(() => abort.abort(reason), 30);
  const thrown = await waiting.catch((error: unknown) => error);
  const late = await other('name', async () => 'in', { timeout: 30.5 }).catch(({ name }) => name);
  return [thrown === reason, late];
});
const after = await namesIn(locks);

// A client on sealed files uses the lock beside them.
let seen: string[] = [];
const keyStore = sealedFileKeyStore({ directory: `${directory}/state`, sealingKey: new Uint8Array(32) });
const client = createClient({
  baseUrl,
  credentials: { email: 'ada@example.test', password: 'Correct-Horse-9' },
  keyStore,
  retry: false,
  fetch: async () => {
    seen = await namesIn(`${directory}/state/locks`);
    return new Response('{}', { status: 500 });
  },
});
const outcome = await client.apiKey().catch(({ code }) => code);

// Holding a lock keeps no process alive: this one ends although its work never does.
void lock('name', () => new Promise(() => {}));
await new Promise((resolve) => setTimeout(resolve, 50));
console.log(
  JSON.stringify({
    inside: inside.map((name) => name.split('.').at(-1)),
    modes,
    failure,
    aborted,
    after,
    refusals: [await refusalOf(elsewhere), await refusalOf('')],
    client: [outcome, seen.some((name) => name.endsWith('.lock'))],
  }),
);
