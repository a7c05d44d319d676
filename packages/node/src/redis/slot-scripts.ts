import { storageError } from '@turbosmtp-auth/core';
import { MAX_SEALED } from '@turbosmtp-auth/core/seal';
import { type RunScript, textOf } from './run-script.ts';

/** What lies at a key, as far as a record can be long; and the server's time in milliseconds, to count from. */
const READ = `
local time = redis.call('TIME')
local now = string.format('%.0f', time[1] * 1000 + time[2] / 1000)
if redis.call('EXISTS', KEYS[1]) == 0 then return { now } end
return { now, redis.call('GETRANGE', KEYS[1], 0, ARGV[1]) }`;

/**
 * Puts ARGV[2] ('': nothing) in the place of ARGV[1] ('': nothing), for ARGV[3] milliseconds ('': for good), unless it is
 * later than ARGV[4]. Each sealed text has a random IV, so equal texts are one and the same write. If the new one is already
 * there, the client lost its connection and sent this again.
 */
const EXCHANGE = `
local time = redis.call('TIME')
if time[1] * 1000 + time[2] / 1000 > tonumber(ARGV[4]) then return 'late' end
local held = redis.call('GET', KEYS[1])
if held == ARGV[2] then return 'done' end
if held ~= (ARGV[1] ~= '' and ARGV[1]) then return 'changed' end
if ARGV[2] == '' then redis.call('DEL', KEYS[1])
elseif ARGV[3] == '' then redis.call('SET', KEYS[1], ARGV[2])
else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 'done'`;

/** What a key held at a time. */
export interface Reading {
  /** The sealed record, or anything else that is there; `null`: nothing. */
  readonly held: string | null;
  /** The server's clock, after which a write that follows from this reading is not made any more. */
  readonly until: number;
}

/** What is to be there instead, `null` being nothing. */
export interface Exchange {
  readonly before: string | null;
  readonly after: string | null;
  /** Milliseconds that it is kept; `null`: for good. */
  readonly life: number | null;
  /** As the reading of `before` said. */
  readonly until: number;
}

/** Reads a key. `end` is when the whole call ends, on the monotonic clock. */
export async function readKey(run: RunScript, key: string, end: number): Promise<Reading> {
  const reply = await run(READ, key, [String(MAX_SEALED)]);
  const [now, held = null] = Array.isArray(reply) ? reply.map(textOf) : [];
  if (typeof now !== 'string' || !(typeof held === 'string' || held === null))
    throw storageError('storage_unavailable');
  return { held, until: Math.floor(Number(now) + end - performance.now()) };
}

/**
 * Puts something in the place of what was read; `false` if something else is there by now. A command
 * that a client or a stopped server held back until its call had failed does nothing.
 */
export async function exchangeKey(
  run: RunScript,
  key: string,
  { before, after, life, until }: Exchange,
): Promise<boolean> {
  const args = [before ?? '', after ?? '', life?.toFixed() ?? '', String(until)];
  const outcome = textOf(await run(EXCHANGE, key, args));
  if (outcome === 'late') throw storageError('storage_timeout', { retryable: true });
  if (outcome !== 'done' && outcome !== 'changed') throw storageError('storage_unavailable');
  return outcome === 'done';
}
