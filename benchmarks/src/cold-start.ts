import { join } from 'node:path';
import { startServer, timeProcess } from './child.ts';
import type { Places } from './places.ts';
import { account } from './replies.ts';
import { add, compare, median, type Samples } from './statistics.ts';
import type { Section } from './table.ts';

/** Something that is run again and again in fresh processes. */
interface Program {
  readonly what: string;
  readonly code: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const bare = 'bare Node';

/** The built command: its package has no name for it but that of the program. */
const commandLine = new URL('../../packages/node/dist/cli/turbosmtp-auth.js', import.meta.url).href;

/** Programs that need a key, each with another store; beside them, what reads a value from the same place without us. */
function programs(
  { directory, sealingKey, redisPort, keychain }: Places,
  origin: string,
): readonly Program[] {
  const text = JSON.stringify;
  const under = (name: string): string => text(join(directory, name));
  const bytes = `Buffer.from(${text(sealingKey)}, 'base64url')`;
  const withStore = (imported: string, store: string, before = '', after = ''): string =>
    `import { createClient${imported && `, ${imported}`} } from '@turbosmtp-auth/node'; ${before}
    const client = createClient({ baseUrl: ${text(`${origin}/api/v2`)}, credentials: ${text(account)}, ${store && `keyStore: ${store}`} });
    await client.apiKey(); await client.close(); ${after}`;
  const redis = `import { createClient as connect } from 'redis'; const redis = await connect({ socket: { port: ${redisPort} } }).connect();`;
  const ioredis = `import { Redis } from 'ioredis'; const redis = new Redis(${redisPort});`;
  const unstorage = (name: string): string =>
    `import { createStorage } from 'unstorage'; import fs from 'unstorage/drivers/fs'; const storage = createStorage({ driver: fs({ base: ${under(name)} }) });`;
  const overRedis = `redisKeyStore(redis, { sealingKey: ${bytes} })`;
  const file = (name: string, key: string): string =>
    withStore('sealedFileKeyStore', `sealedFileKeyStore({ directory: ${under(name)}, sealingKey: ${key} })`);
  return [
    { what: bare, code: '' },
    { what: 'memory, which logs in', code: withStore('memoryKeyStore', 'memoryKeyStore()') },
    { what: 'sealed file', code: file('file', bytes) },
    {
      what: 'sealed file under a passphrase',
      code: file('passphrase', "{ passphrase: 'a long passphrase' }"),
    },
    {
      what: 'auto, with a sealing key in the environment',
      code: withStore('', ''),
      environment: { TURBOSMTP_AUTH_STORE_KEY: sealingKey, XDG_STATE_HOME: join(directory, 'auto') },
    },
    {
      // Finds the session of the row before, and asks nobody.
      what: '`turbosmtp-auth status` on a sealed file',
      code: `process.argv.push('turbosmtp-auth', 'status'); await import(${text(commandLine)});`,
      environment: {
        HOME: directory,
        TURBOSMTP_AUTH_KEYCHAIN: 'off',
        TURBOSMTP_AUTH_STORE_KEY: sealingKey,
        TURBOSMTP_BASE_URL: `${origin}/api/v2`,
        XDG_STATE_HOME: join(directory, 'auto'),
      },
    },
    {
      what: 'unstorage, on files',
      code: withStore(
        'unstorageKeyStore',
        `unstorageKeyStore(storage, { sealingKey: ${bytes} })`,
        unstorage('unstorage'),
      ),
    },
    { what: 'unstorage alone', code: `${unstorage('alone')} await storage.getItem('key')` },
    ...(redisPort === null
      ? []
      : [
          { what: 'redis', code: withStore('redisKeyStore', overRedis, redis, 'redis.destroy();') },
          { what: 'redis alone', code: `${redis} await redis.get('key'); redis.destroy()` },
          { what: 'ioredis', code: withStore('redisKeyStore', overRedis, ioredis, 'redis.disconnect();') },
          { what: 'ioredis alone', code: `${ioredis} await redis.get('key'); redis.disconnect()` },
        ]),
    ...(keychain === null
      ? []
      : [
          {
            what: 'keychain',
            code: withStore('keychainKeyStore', 'keychainKeyStore()'),
            environment: keychain,
          },
          {
            what: '@napi-rs/keyring alone',
            code: "import { Entry } from '@napi-rs/keyring'; new Entry('bench', 'alone', { linux: { store: 'secret-service' } }).getPassword()",
            environment: keychain,
          },
        ]),
    { what: `${bare} again (control)`, code: '' },
  ];
}

/** From the start of a process to its end, for a program that needs a key and finds it in its store. */
export async function measureColdStarts(places: Places, rounds: number): Promise<Section> {
  await using server = await startServer();
  const all = programs(places, server.origin);
  // The first run of each logs in and fills its store; it also reads the files into the disk cache.
  for (const { code, environment } of all) await timeProcess(code, environment);
  const samples: Samples = {};
  for (let round = 0; round < rounds; round++)
    for (const { what, code, environment } of all) add(samples, what, await timeProcess(code, environment));
  return {
    title: `Cold start to a stored key, start to exit (${rounds} fresh processes each)`,
    rows: Object.entries(samples).map(([what, values]) => {
      const value = median(values);
      const { over } = compare(values, samples[bare] ?? []);
      return {
        what,
        value,
        figure: `${value.toFixed(1)} ms`,
        compared: what === bare ? '' : `${over >= 0 ? '+' : ''}${over.toFixed(1)} ms`,
      };
    }),
  };
}
