import { createLock, type Lock, systemClock, withinLimit } from '@turbosmtp-auth/core';
import type { RedisClient } from './client.ts';
import { unanswered } from './faults.ts';
import { scriptRunner, textOf } from './run-script.ts';

/** Milliseconds. A holder that was killed is missed for so long; one that is merely busy must renew in between. */
const LIFE = 1_000;
const RENEWAL = 250;

/** Milliseconds between asking whether the lock is free: from often to seldom, so that a large fleet stays polite. */
const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 400;

/**
 * Finding its own token means that the client lost its connection and sent this again. Else it answers how many milliseconds
 * the lock lives if its holder does not renew it.
 */
const ACQUIRE = `
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', KEYS[1]) == ARGV[1] then return 'held' end
return redis.call('PTTL', KEYS[1])`;

const RENEW = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 'done'`;

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'done'`;

/** What a `redisLock` loads on first use. */
export function lockInRedis(client: RedisClient, prefix: string): Lock {
  const run = scriptRunner(client);
  const ask = (script: string, name: string, token: string): Promise<unknown> =>
    withinLimit(() => run(script, `${prefix}lock:${name}`, [token, String(LIFE)]).then(textOf), unanswered);
  async function acquire(name: string, token: string, wait: AbortSignal): Promise<void> {
    for (let pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
      wait.throwIfAborted();
      const answer = await ask(ACQUIRE, name, token);
      if (answer === 'held') return;
      // A holder that was killed does not renew: its lock ends at a time that is known, which is not slept through.
      const life = Number(answer);
      const longest = life >= 0 ? Math.min(pause, Math.max(FIRST_PAUSE, life)) : pause;
      await systemClock.sleep(longest * (0.5 + Math.random() / 2), wait);
    }
  }

  return createLock(async (name, wait) => {
    const token = crypto.randomUUID();
    await acquire(name, token, wait);
    const renewal = setInterval(() => void ask(RENEW, name, token).catch(() => undefined), RENEWAL);
    renewal.unref(); // work that waits for nothing else keeps no process alive
    return async () => {
      clearInterval(renewal);
      await ask(RELEASE, name, token); // without, it ends by itself
    };
  });
}
