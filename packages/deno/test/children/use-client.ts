import { createClient, sealedFileKeyStore } from '../../src/index.ts';
import { neverSent } from '../../src/never-sent.ts';

// A client in Deno, and what it makes of failing connections, printed as JSON.

declare const Deno: { args: string[] };

const [baseUrl = '', directory = '', ...urls] = Deno.args;
const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };
const keyStore = sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32).fill(7) });

const failures: Record<string, boolean | string> = {};
for (const url of urls)
  failures[url] = await fetch(url, { method: 'POST', body: '{}' }).then(
    async (response) => `answered: ${await response.text()}`,
    neverSent,
  );

const hints: Record<string, string> = {};
for (const url of Object.keys(failures).filter((each) => failures[each] === true))
  hints[url] = await createClient({ baseUrl: url, retry: false })
    .login(credentials)
    .then(
      () => 'logged in',
      ({ hint }: { hint: string }) => hint,
    );

const inMemory = createClient({ baseUrl, credentials });
const kept = createClient({ baseUrl, credentials, keyStore });
const next = createClient({ baseUrl, credentials, keyStore });
console.log(
  JSON.stringify({
    failures,
    hints,
    memory: (await inMemory.apiKey()) === (await createClient({ baseUrl, credentials }).apiKey()),
    files: (await kept.apiKey()) === (await next.apiKey()),
    session: await next.session(),
    logout: await next.logout(),
  }),
);
