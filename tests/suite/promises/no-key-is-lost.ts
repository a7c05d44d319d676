import { type Client, type ClientOptions, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
import { type Case, type Context, theme } from '../case.ts';
import { equal, ok } from '../expect.ts';
import { tokenFromMail } from '../reset-mail.ts';
import { logouts } from '../wire.ts';
import { type Harm, mortalProgram } from './mortal-program.ts';

const newPassword = 'Correct-Horse-10';
const hour = 60 * 60_000;

/** Something that touches a key: what is there before, and what the program does that comes to harm. */
interface Scene {
  readonly name: string;
  readonly options?: (context: Context) => ClientOptions;
  readonly before?: (client: Client, context: Context) => Promise<unknown>;
  readonly act: (client: Client, context: Context) => Promise<unknown>;
}

const unattended = ({ account }: Context): ClientOptions => ({ credentials: account, noExpire: true });
const signIn = (client: Client, { account }: Context): Promise<unknown> =>
  client.login({ ...account, noExpire: true });
const refuseOnce = ({ service }: Context): Promise<void> =>
  service.addFault({
    kind: 'reply',
    status: 401,
    json: { message: 'invalid_authorization_key' },
    match: { path: `${new URL(service.baseUrl).pathname}/analytics` },
  });
const revokingFails = ({ service }: Context): Promise<void> =>
  service.addFault({ kind: 'drop', when: 'before', match: { operation: 'logout' }, times: 3 });

const scenes: readonly Scene[] = [
  { name: 'a login', act: signIn },
  { name: 'a login over a session', before: signIn, act: signIn },
  {
    name: 'a login over a session, that is refused',
    before: signIn,
    act: (client, { account }) => client.login({ ...account, password: 'Wrong-Horse-99' }),
  },
  { name: 'an unattended login', options: unattended, act: (client) => client.apiKey() },
  {
    name: 'a renewal',
    options: ({ account }) => ({ credentials: account }),
    before: (client) => client.apiKey(),
    act: async (client, { service }) => {
      await service.advance(2 * hour);
      return client.apiKey();
    },
  },
  { name: 'a logout', before: signIn, act: (client) => client.logout() },
  {
    name: 'a logout that cannot reach the service, and a login',
    before: signIn,
    act: async (client, context) => {
      await revokingFails(context);
      await client.logout();
      await signIn(client, context);
    },
  },
  {
    name: 'a key that is refused though it is valid',
    options: unattended,
    before: (client) => client.apiKey(),
    act: async (client, context) => {
      await refuseOnce(context);
      await client.fetch('/analytics');
    },
  },
  {
    name: 'a key that is refused though it is valid, without credentials',
    before: signIn,
    act: async (client, context) => {
      await refuseOnce(context);
      await client.fetch('/analytics');
    },
  },
  {
    name: 'invalidate()',
    options: unattended,
    before: (client) => client.apiKey(),
    act: async (client) => {
      await client.invalidate(await client.apiKey());
      await client.apiKey();
    },
  },
  {
    name: 'a change of password',
    before: signIn,
    act: (client, { account }) => client.changePassword({ currentPassword: account.password, newPassword }),
  },
  {
    name: 'the settlement of a change of password',
    before: signIn,
    act: (client, { account }) =>
      client.settlePasswordChange({ email: account.email, currentPassword: account.password, newPassword }),
  },
  {
    name: 'a reset of the password',
    before: signIn,
    act: async (client, { account, service }) => {
      const token = await tokenFromMail(client, service, account.email);
      await client.resetPassword({ token, newPassword });
    },
  },
  {
    name: 'close() after a logout that could not reach the service',
    before: signIn,
    act: async (client, context) => {
      await revokingFails(context);
      await client.logout();
    },
  },
];

/** More than any scene has effects. */
const LIMIT = 80;

/** Plays a scene once, with harm at one effect. Answers whether there was such an effect. */
async function play(
  context: Context,
  { options, before, act }: Scene,
  harm: Harm,
  at: number,
): Promise<boolean> {
  const { service, adapter, account, profile } = context;
  await service.reset();
  await service.addAccount(account);
  const store = memoryKeyStore();
  const network = service.clientFetch ?? service.fetch;
  const program = mortalProgram(store, network, harm, at);
  const shared = {
    baseUrl: service.baseUrl,
    clock: service.clock,
    profile,
    timeout: 5_000,
    retry: false,
  } as const;
  const client = adapter({
    ...shared,
    ...options?.(context),
    keyStore: program.keyStore,
    fetch: program.fetch,
    lock: memoryLock(),
  });
  await before?.(client, context);
  program.arm();
  const acted = act(client, context)
    .catch(() => undefined)
    .then(() => client.close());
  await Promise.race([acted, program.ended]);
  if (!program.harmed()) return false;
  await service.clearFaults();

  const next = adapter({ ...shared, fetch: network, keyStore: store, lock: memoryLock() });
  await next.logout();
  equal(await next.session(), null);
  await next.close();
  const lost = await program.lost();
  const alive = (await service.keys()).length;
  ok(
    alive <= lost,
    `no key left that nothing names: the program ${harm} effect ${at}, and ${alive} live while ${lost} were lost`,
  );
  return true;
}

const harms: readonly Harm[] = [
  'ends before',
  'ends after',
  'loses the store before',
  'loses the store after',
];

/** What makes a key stray while nothing ends and nothing fails. */
const strays: readonly Case[] = [
  {
    name: 'when it is queued in memory alone: close() tries once more',
    async run({ account, service, createClient }) {
      const client = createClient({ keyStore: memoryKeyStore(), retry: false });
      await client.login({ ...account, noExpire: true });
      await service.addFault({
        kind: 'drop',
        when: 'before',
        match: { operation: 'logout' },
        times: 'always',
      });
      equal(await client.logout(), { revoked: 'queued' });
      equal((await service.keys()).length, 1);
      await service.clearFaults();
      const before = await logouts(service);
      await client.close();
      equal(await service.keys(), []);
      equal((await logouts(service)) - before, 1);
    },
  },
  {
    name: 'when close() cannot reach the service either: it ends all the same',
    async run({ account, service, createClient }) {
      const client = createClient({ keyStore: memoryKeyStore(), retry: false });
      await client.login(account);
      await service.addFault({
        kind: 'drop',
        when: 'before',
        match: { operation: 'logout' },
        times: 'always',
      });
      await client.logout();
      await client.close();
      equal((await service.keys()).length, 1);
    },
  },
  ...(['login', 'logout'] as const).map(
    (next): Case => ({
      name: `when the store is cleared under a client that is signed in, and then comes a ${next}`,
      async run({ account, profile, service, createClient }) {
        const keyStore = memoryKeyStore();
        const client = createClient({ keyStore });
        await client.login({ ...account, noExpire: true });
        const origin = new URL(service.baseUrl).origin;
        for (const kind of ['session', 'pending', 'revocation'] as const)
          await keyStore.remove({ origin, profile, kind });
        equal(await client.session(), null);
        if (next === 'login') await client.login({ ...account, noExpire: true });
        await client.logout();
        equal(await service.keys(), []);
      },
    }),
  ),
  {
    name: 'when the store is cleared and another client logs in: the first still knows its key',
    async run({ account, profile, service, createClient }) {
      const keyStore = memoryKeyStore();
      const client = createClient({ keyStore });
      await client.login({ ...account, noExpire: true });
      const origin = new URL(service.baseUrl).origin;
      await keyStore.remove({ origin, profile, kind: 'session' });
      await createClient({ keyStore }).login({ ...account, noExpire: true });
      equal((await client.session())?.account, account.email);
      await client.logout();
      equal(await service.keys(), []);
    },
  },
  ...(['missing_authorization_key', 'account_is_inactive', 'a_code_from_the_future'] as const).map(
    (code): Case => ({
      name: `when a logout is answered 401 ${code}, which proves nothing`,
      async run({ account, service, createClient }) {
        const client = createClient({ retry: false });
        await client.login({ ...account, noExpire: true });
        await service.addFault({ kind: 'code', status: 401, code, match: { operation: 'logout' } });
        equal(await client.logout(), { revoked: 'queued' });
        equal((await service.keys()).length, 1);
        equal(await client.logout(), { revoked: 'now' });
        equal(await service.keys(), []);
      },
    }),
  ),
];

export const noKeyIsLost: readonly Case[] = theme('no key is lost', [
  ...strays,
  ...scenes.flatMap((scene) =>
    harms.map(
      (harm): Case => ({
        name: `when a program ${harm} any effect of ${scene.name}`,
        inProcessOnly: true, // thousands of requests, and the program itself cuts each off
        async run(context) {
          let at = 1;
          while (await play(context, scene, harm, at)) ok(at++ < LIMIT, `fewer than ${LIMIT} effects`);
          ok(at > 1 || !harm.startsWith('ends'), 'effects to come to harm at');
        },
      }),
    ),
  ),
]);
