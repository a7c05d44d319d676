import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';

/** What the processes of a fleet share. */
export type Medium = { readonly sealingKey: string } & (
  | { readonly kind: 'files'; readonly directory: string }
  | { readonly kind: 'redis'; readonly port: number; readonly client: 'redis' | 'ioredis' }
);

export interface MemberOptions {
  readonly baseUrl: string;
  readonly credentials: { readonly email: string; readonly password: string };
  readonly medium: Medium;
  /** Whether it takes the lock of its medium, or none at all. */
  readonly locked: boolean;
}

/** To call the service again and again. */
export interface Order {
  /** First moves the clock of the process on. */
  readonly advance?: number;
  /** Stops where the next login would be sent; `after`: and keeps the lock for good once that is done. */
  readonly stall?: 'before' | 'after';
  /** Not to call, but to go on where it stopped. */
  readonly goOn?: true;
}

export interface Done {
  readonly event: 'done';
  /** How often each status, or the code of an error, was the answer. */
  readonly answers: Readonly<Record<string, number>>;
  /** A hash of the key that it has in the end. */
  readonly key: string;
  /** Milliseconds until the first call was answered. */
  readonly keyed: number;
  /** How many waits for the lock it left, because there was a session. */
  readonly left: number;
}

/** What a process says: `asks` when it sends a login, `waits` for the lock, `stalled` when it stopped as it was ordered to. */
export type Said = Done | { readonly event: 'ready' | 'asks' | 'waits' | 'stalled' };

export interface Member {
  order(order: Order): Promise<Done>;
  /** Lets it go on where it stopped. */
  goOn(): void;
  /** Waits until it says this. */
  hears(event: Said['event']): Promise<void>;
  /** How many logins it has sent. */
  asked(): number;
  kill(): Promise<void>;
}

/** A fleet and the service it uses. Disposing it ends them. */
export interface Fleet extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly members: readonly Member[];
  /** How many logins the service was asked for, and how many of them it answered. */
  logins(): { asked: number; answered: number };
}

const child = fileURLToPath(new URL('fleet-member.ts', import.meta.url));
const credentials = { email: 'ada@example.test', password: 'Correct-Horse-9' };

/** Starts a fleet; the processes take the media in turn. */
export async function startFleet(size: number, media: readonly Medium[], locked: boolean): Promise<Fleet> {
  const sandbox = createSandbox();
  sandbox.accounts.add(credentials);
  const server = await serveSandbox(sandbox);
  const members = await Promise.all(
    Array.from({ length: size }, (_, index) => media[index % media.length])
      .filter((medium) => medium !== undefined)
      .map((medium) => startMember({ baseUrl: server.baseUrl, credentials, medium, locked })),
  );
  return {
    sandbox,
    members,
    logins: () => {
      const asked = sandbox.requests.list().filter(({ path }) => path.endsWith('/authorize'));
      return { asked: asked.length, answered: asked.filter(({ status }) => status === 200).length };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(members.map((member) => member.kill()));
      await server.close();
    },
  };
}

async function startMember(options: MemberOptions): Promise<Member> {
  const process = fork(child, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let asked = 0;
  process.on('message', ({ event }: Said) => {
    if (event === 'asks') asked++;
  });
  await hears(process, 'ready');
  return {
    order: async (order) => {
      process.send(order);
      return hears(process, 'done');
    },
    goOn: () => void process.send({ goOn: true } satisfies Order),
    hears: async (event) => void (await hears(process, event)),
    asked: () => asked,
    kill: async () => {
      if (process.exitCode !== null || process.signalCode !== null) return;
      const exit = once(process, 'exit');
      process.kill('SIGKILL');
      await exit;
    },
  };
}

async function hears<E extends Said['event']>(
  process: ChildProcess,
  event: E,
): Promise<Extract<Said, { event: E }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Extract<Said, { event: E }>>();
  const listen = (said: Said): void => {
    if (said.event === event) resolve(said as Extract<Said, { event: E }>); // as was just compared
  };
  const end = (): void => reject(new Error(`a process ended before it said: ${event}`));
  process.on('message', listen).once('exit', end);
  return promise.finally(() => process.off('message', listen).off('exit', end));
}
