import { createHash } from 'node:crypto';
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
let stalling = false;

/**
 * The store, except that it can stop where a login proves it writable: it then holds the lock and has sent nothing. It is
 * changed in place, since the lock that comes with it is found by what it is.
 */
const set = shared.set.bind(shared);
const keyStore: KeyStore = Object.assign(shared, {
  set: (...[slot, record, ifGen]: Parameters<KeyStore['set']>) => {
    if (!stalling || record.kind !== 'pending') return set(slot, record, ifGen);
    say({ event: 'stalled' });
    return new Promise<never>(() => {});
  },
});
const unlocked: Lock = async (_, work) => work();
const client = createClient({
  baseUrl,
  credentials,
  keyStore,
  ...(!locked ? { lock: unlocked } : lock && { lock }),
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
  return { event: 'done', answers, key, keyed };
}

process.on('message', async (order: Order) => {
  if (order.advance !== undefined) clock.advance(order.advance);
  stalling = order.stall ?? false;
  say(await hammer());
});
process.on('disconnect', () => process.exit());
say({ event: 'ready' });
