import { createHash } from 'node:crypto';
import { findLock, withLock } from '@turbosmtp-auth/core';
import { createClient, type KeyStore, type Lock } from '@turbosmtp-auth/node';
import { travellingClock } from '../suite/travelling-clock.ts';
import type { MemberOptions, Order, Said } from './fleet.ts';
import { openMedium } from './fleet-medium.ts';

// One process of a fleet: a client on a profile that all share. Its options are its argument; it does what it is ordered
// to and says what became of it.

const { baseUrl, credentials, medium, locked }: MemberOptions = JSON.parse(process.argv[2] ?? '');
const say = (said: Said): void => void process.send?.(said);

const { keyStore: shared, lock } = await openMedium(medium);
const clock = travellingClock();
let stalling: Order['stall'];
let goOn = Promise.withResolvers<void>();

/** The lock, except that it counts the waits that were left, and that it can be kept when the work is done. */
let left = 0;
const counted =
  (inner: Lock): Lock =>
  async (name, work, options) => {
    say({ event: 'waits' });
    const kept: typeof work = async () => {
      const done = await work();
      return stalling === 'after' ? new Promise<never>(() => {}) : done;
    };
    try {
      return await inner(name, kept, options);
    } catch (error) {
      if (options?.signal?.aborted) left++;
      throw error;
    }
  };

/** Stops before a login is sent: the process then has the lock, and a call has longer for a request than for its store. */
const network: typeof fetch = async (input, init) => {
  if (stalling && String(input).endsWith('/authorize')) {
    say({ event: 'stalled' });
    await goOn.promise;
  }
  return fetch(input, init);
};
const keyStore: KeyStore = { ...shared };
withLock(keyStore, async () => {
  const found = await findLock(shared);
  return found && counted(found);
});
const unlocked: Lock = async (_, work) => work();
const client = createClient({
  baseUrl,
  credentials,
  keyStore,
  fetch: network,
  // Eight processes keep a machine busy by themselves: no call ends because of that.
  timeout: 60_000,
  ...(!locked ? { lock: unlocked } : lock && { lock: counted(lock) }),
  clock,
  trace: (event) => {
    if (event.type === 'request' && event.path.endsWith('/authorize')) say({ event: 'asks' });
  },
});

/** Calls the service many times at once, some times in a row. */
async function hammer(): Promise<Said> {
  const start = performance.now();
  let keyed = 0;
  const answers: Record<string, number> = {};
  const call = async (): Promise<void> => {
    const answer = await client.fetch('/analytics').then(
      async (response) => {
        await response.body?.cancel();
        return String(response.status);
      },
      (error: { code?: string }) => error.code ?? 'a foreign error',
    );
    keyed ||= performance.now() - start;
    answers[answer] = (answers[answer] ?? 0) + 1;
  };
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: 10 }, call));
  const key = createHash('sha256')
    .update(await client.apiKey())
    .digest('hex');
  return { event: 'done', answers, key, keyed, left };
}

process.on('message', async (order: Order) => {
  if (order.goOn) {
    goOn.resolve();
    return;
  }
  if (order.advance !== undefined) clock.advance(order.advance);
  stalling = order.stall;
  goOn = Promise.withResolvers();
  left = 0;
  say(await hammer());
});
process.on('disconnect', () => process.exit());
say({ event: 'ready' });
