import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, expect, it, onTestFinished } from 'vitest';
import { redisServerAvailable, startRedisServer } from '../../tools/redis-server.ts';
import { timeOf, within } from '../../tools/time-given.ts';
import { type Done, type Fleet, type Medium, startFleet } from '../fleet/fleet.ts';

const SIZE = 8;
const LIFETIME = 2 * 60 * 60 * 1000 + 1000;

interface Share {
  readonly media: readonly Medium[];
  /** How many locks have ended by themselves: of the dead, and of who stood still for longer than a lock lasts. */
  readonly lapses: () => Promise<number>;
}

/** What a fleet can share: another store is another entry here. */
const shares: Readonly<Record<string, () => Promise<Share>>> = {
  files: async () => {
    const directory = await mkdtemp(join(tmpdir(), 'fleet-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 10 }));
    const medium = {
      kind: 'files',
      directory: join(directory, 'state'),
      sealingKey: newSealingKey(),
    } as const;
    return { media: [medium], lapses: async () => 0 }; // a lock on a file does not end while its process lives
  },
  // Of both clients at once, since they share.
  ...(redisServerAvailable() && {
    Redis: async () => {
      const { port, close } = await startRedisServer();
      onTestFinished(close);
      const shared = { kind: 'redis', port, sealingKey: newSealingKey() } as const;
      const clients = ['redis', 'ioredis'] as const;
      const watch = new Redis(port).on('error', () => undefined);
      onTestFinished(() => watch.disconnect());
      return {
        media: clients.map((client) => ({ ...shared, client })),
        // Nothing else ends by itself: records last for hours.
        lapses: async () => Number(/expired_keys:(\d+)/.exec(await watch.info('stats'))?.[1]),
      };
    },
  }),
};
const newSealingKey = (): string => randomBytes(32).toString('base64url');

/**
 * So many logins, and no more than one for each lock that its owner lost while it lived: a lock in Redis ends if a busy machine
 * keeps its owner from renewing it, as is documented. Where nothing was lost, exactly so many.
 */
function expectLogins(actual: number, wanted: number, lost: number): void {
  expect(actual).toBeGreaterThanOrEqual(wanted);
  expect(actual).toBeLessThanOrEqual(wanted + lost);
}

/** Every call of every process was answered with success. */
const expectAnswered = (done: readonly Done[]): void =>
  expect(done.map(({ answers }) => answers)).toEqual(done.map(() => ({ 200: 30 })));

/** And all have the one key that the service knows. */
async function expectOneKey({ sandbox }: Fleet, done: readonly Done[]): Promise<void> {
  expectAnswered(done);
  expect(new Set(done.map(({ key }) => key)).size).toBe(1);
  await expect.poll(() => sandbox.keys.list().length).toBe(1); // one too many is being revoked
}

const slowly = { kind: 'delay', match: { operation: 'login' }, times: 'always', latency: 150 } as const;

describe.each(Object.entries(shares))('eight processes that share %s', (_, share) => {
  it('log in once when they start, and once whenever their key expires', { timeout: 180_000 }, async () => {
    const { media, lapses } = await share();
    await using fleet = await startFleet(SIZE, media, true);
    fleet.sandbox.faults.add(slowly);
    const hammer = (advance: number): Promise<Done[]> =>
      Promise.all(fleet.members.map((member) => member.order({ advance })));
    const expectRounds = async (rounds: number): Promise<void> => {
      const { asked, answered } = fleet.logins();
      expect(answered).toBe(asked);
      expectLogins(asked, rounds, await lapses());
    };
    await expectOneKey(fleet, await hammer(0));
    await expectRounds(1);

    // Their own clocks tell them.
    fleet.sandbox.clock.advance(LIFETIME);
    await expectOneKey(fleet, await hammer(LIFETIME));
    await expectRounds(2);

    // Only the service's 401 tells them, hundreds of times.
    fleet.sandbox.clock.advance(LIFETIME);
    await expectOneKey(fleet, await hammer(0));
    await expectRounds(3);
  });

  it.each([
    {
      moment: 'before it asks',
      order: { stall: 'before' },
      fault: null,
      heard: 'stalled',
      asked: 1,
      left: 1,
    },
    { moment: 'while it asks', order: {}, fault: { latency: 60_000 }, heard: 'asks', asked: 2, left: 1 },
    // The service has made a key, and who asked for it is dead: it lives for its two hours.
    {
      moment: 'before its answer comes',
      order: {},
      fault: { replyLatency: 60_000 },
      heard: 'asks',
      asked: 2,
      left: 2,
    },
  ] as const)(
    'log in once when one of them is killed holding the lock, $moment',
    { timeout: 180_000 },
    async ({ order, fault, heard, asked, left }) => {
      const { media, lapses } = await share();
      await using fleet = await startFleet(SIZE, media, true);
      const { sandbox, members, logins } = fleet;
      if (fault) sandbox.faults.add({ kind: 'delay', match: { operation: 'login' }, ...fault });
      const [victim, ...others] = members;
      const heardOf = victim?.hears(heard);
      victim?.order(order).catch(() => {});
      await heardOf;
      if (fault) await expect.poll(() => logins().asked).toBe(1);

      const working = others.map((member) => member.order({}));
      await sleep(200); // they wait for the lock
      const asking = Promise.any(others.map((member) => member.hears('asks')));
      await victim?.kill();
      let done: Done[] = [];
      const took = await timeOf(async () => {
        await within(5000, asking);
        done = await Promise.all(working);
      });

      expectAnswered(done);
      expect(new Set(done.map(({ key }) => key)).size).toBe(1);
      const lost = Math.max(0, (await lapses()) - 1); // one is the victim's
      const sent = others.reduce((sum, member) => sum + member.asked(), 0);
      expectLogins(sent, 1, lost);
      expect(logins()).toEqual({ asked: asked + sent - 1, answered: sent });
      await expect.poll(() => sandbox.keys.list().length).toBe(left);

      // The same again, with nobody to wait for: so long the calls themselves take on this machine just now.
      sandbox.clock.advance(LIFETIME);
      const control = await timeOf(async () => {
        expectAnswered(await Promise.all(others.map((member) => member.order({ advance: LIFETIME }))));
      });
      expect(took).toBeLessThan(Math.max(5000, 5 * control));
    },
  );

  it('wait for a session, not for the lock: they leave once it is stored, whoever still holds that', {
    timeout: 180_000,
  }, async () => {
    const { media, lapses } = await share();
    await using fleet = await startFleet(SIZE, media, true);
    const [holder, ...others] = fleet.members;
    const stalled = holder?.hears('stalled');
    holder?.order({ stall: 'after' }).catch(() => {});
    await stalled;
    const waiting = Promise.all(others.map((member) => member.hears('waits')));
    const working = Promise.all(others.map((member) => member.order({})));
    await waiting;
    holder?.goOn();
    const done = await working;
    await expectOneKey(fleet, done);
    const lost = await lapses();
    expectLogins(fleet.logins().answered, 1, lost);
    const left = done.reduce((sum, each) => sum + each.left, 0);
    expect(left).toBeLessThanOrEqual(others.length);
    expect(left).toBeGreaterThanOrEqual(others.length - lost);
  });

  it('need no lock for each of them to get a key that is valid, and for none to be lost', {
    timeout: 180_000,
  }, async () => {
    const { media } = await share();
    await using fleet = await startFleet(SIZE, media, false);
    fleet.sandbox.faults.add(slowly);
    for (const advance of [0, LIFETIME]) {
      fleet.sandbox.clock.advance(advance);
      fleet.sandbox.requests.clear();
      const done = await Promise.all(fleet.members.map((member) => member.order({ advance })));
      expect(fleet.logins().answered).toBeGreaterThan(1); // else there was nothing to get wrong
      await expectOneKey(fleet, done); // who lost has revoked what it got, and took the key of who won
    }
  });
});
