import {
  createClient,
  fileLock,
  keychainKeyStore,
  memoryKeyStore,
  requiredPermissions,
  sealedFileKeyStore,
} from '../../src/index.ts';

// Prints the flags of a configuration, or uses all of it and prints what came of that.

declare const Deno: { args: string[] };

/** What a test asks for, as JSON. */
export interface Configuration {
  readonly baseUrl?: string;
  readonly store?: 'memory' | 'files' | 'keychain' | 'other';
  readonly directory?: string;
  /** Directory of a lock. */
  readonly locks?: string;
  readonly consumer?: boolean;
  readonly region?: 'global' | 'eu';
  readonly ownFetch?: boolean;
}

const [what = '', configuration = ''] = Deno.args;
const {
  baseUrl,
  store,
  directory = '',
  locks,
  consumer,
  region,
  ownFetch,
}: Configuration = JSON.parse(configuration);

const stores = {
  memory: () => memoryKeyStore(),
  other: () => ({ ...stores.files() }), // a store of somebody else's
  files: () => sealedFileKeyStore({ directory, sealingKey: new Uint8Array(32).fill(7) }),
  keychain: () => keychainKeyStore({ timeout: 30_000 }),
};
const lock = locks === undefined ? undefined : fileLock({ directory: locks });
const common = {
  retry: false,
  ...(baseUrl !== undefined && { baseUrl }),
  ...(store && { keyStore: stores[store]() }),
  ...(lock && { lock }),
  ...(ownFetch && { fetch: async () => new Response('{}') }),
} as const;
const pair = { key: 'consumer-key', secret: 'consumer-secret' };
const mail = { from: 'ada@example.test', to: 'bob@example.test', subject: 'Hello', content: 'Hello.' };
const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };

async function useAll(): Promise<void> {
  if (consumer) {
    const client = createClient({ ...common, consumer: pair });
    const mailHost = region === 'eu' ? 'api.eu.turbo-smtp.com' : 'api.turbo-smtp.com';
    const answers = [
      await client.fetch('/analytics'),
      await client.fetch(`https://${mailHost}/api/v2/mail/send`, {
        method: 'POST',
        body: JSON.stringify(mail),
      }),
    ];
    for (const { status } of answers) if (status !== 200) throw new Error(`the service answered ${status}`);
    return;
  }
  await lock?.('alone', async () => {}); // a client goes on without a lock that fails
  const client = createClient({ ...common, credentials });
  const { status } = await client.fetch('/analytics');
  if (status !== 200) throw new Error(`the service answered ${status}`);
  await client.logout();
}

if (what === 'flags')
  console.log(
    JSON.stringify(
      requiredPermissions({
        ...common,
        ...(consumer && { consumer: pair }),
        ...(region && { region }),
      }),
    ),
  );
else
  console.log(
    await useAll().then(
      () => '"done"',
      (error) => JSON.stringify({ name: error.name, code: error.code, hint: error.hint ?? String(error) }),
    ),
  );
