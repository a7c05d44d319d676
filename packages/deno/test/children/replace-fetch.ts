import { createClient } from '../../src/index.ts';

// Another fetch takes the place of Deno's, as in tests: it needs what it needs itself, which here is nothing.

const client = createClient({ baseUrl: 'https://api.example.test', retry: false });
const reach = (): Promise<string> =>
  client.login({ email: 'ada@example.test', password: 'Correct-Horse-9' }).then(
    ({ account }) => account,
    ({ hint }) => hint,
  );

const before = await reach();
globalThis.fetch = async () => Response.json({ auth: 'a'.repeat(40) });
console.log(JSON.stringify({ before, after: await reach() }));
