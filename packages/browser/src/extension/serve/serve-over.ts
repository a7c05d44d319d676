import { type CallOptions, type ClientEvent, checkObject, invalidInput } from '@turbosmtp-auth/core';
import type { ExtensionClient } from '../create-client.ts';
import type { ExtensionSender } from '../extension-api.ts';
import { errorToWire, knownTo, type WireError } from '../wire/errors.ts';
import { eventChannel } from '../wire/events.ts';
import type { Link } from '../wire/link.ts';
import { isRepeatable } from '../wire/operations.ts';
import { sessionToWire } from '../wire/values.ts';
import { type Caller, callerOf, type Self } from './caller.ts';
import { type Entry, isForPeople, type Journal } from './journal.ts';
import { checkServed, mayAsk, type ServeOptions } from './options.ts';
import { performers } from './perform.ts';
import { misgiven, refused, told, unknownOutcome } from './told.ts';

/** The connections of calls, and what outlives this background. */
export interface Ground {
  /** Hands out each connection that is opened, until it is ended. */
  accept(link: (link: Link, sender: ExtensionSender) => void): () => void;
  readonly journal: Journal;
  /** Names this life of the background. */
  readonly boot: string;
  readonly self: Self;
}

/** A call as it is asked. */
interface Asked {
  readonly id: string;
  readonly operation: string;
  readonly input: unknown;
  readonly options: unknown;
  readonly caller: Caller;
  /** Which codes the caller knows. */
  readonly version: number;
  /** Whether a background took it before. */
  readonly isAgain: boolean;
}

/** How a call ended. */
type Outcome = { readonly value: unknown } | { readonly error: WireError };

/** A call under way, or one whose answer was sent and not received yet. */
interface Running {
  readonly by: string;
  readonly ending: AbortController;
  /** Who is to be answered, if anybody is left. */
  link: Link | undefined;
  answer?: object;
  /** Whether the journal has it. */
  isWritten?: boolean;
}

/** How many interrupted calls an answer lists at most. */
const MOST_TOLD = 16;

const events: readonly ClientEvent[] = ['login', 'renew', 'logout', 'expire', 'change'];

/** As core compares addresses: letters of ASCII count the same in either case. */
const lower = (address: unknown): string =>
  String(address).replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const byOf = ({ context, origin }: Caller): string => `${context} ${origin}`;

/** {@link serveClient} over any connection. */
export function serveOver(
  client: ExtensionClient,
  options: ServeOptions,
  { accept, journal, boot, self }: Ground,
): () => void {
  const allowed = checkServed(client, options);
  const perform = performers(client) as Readonly<
    Record<string, (input: unknown, options: CallOptions) => Promise<unknown>> // the client checks what it is given
  >;
  const running = new Map<string, Running>();
  const links = new Set<Link>();
  /** For each caller: settles when the journal is rid of every call whose end it heard. */
  const forgotten = new Map<string, Promise<unknown>>();

  /** What became of calls whose answer reached no caller. */
  const interrupted = async (caller: Caller): Promise<Entry[]> => {
    await forgotten.get(byOf(caller));
    return (await journal.list())
      .filter(
        (entry) =>
          !running.has(entry.id) &&
          isForPeople(entry) &&
          // A content script learns of its own calls only.
          (caller.context === 'page' || entry.by === byOf(caller)),
      )
      .slice(-MOST_TOLD);
  };

  /** The same as JSON. */
  const listed = async ({ caller, version }: Asked): Promise<unknown[]> =>
    (await interrupted(caller)).map(({ id, operation, startedAt, state, error }) => ({
      id,
      operation,
      startedAt,
      outcome: state === 'begun' ? 'unknown' : state,
      ...(error && { code: knownTo(version, error).code }),
    }));

  const run = async (asked: Asked, signal: AbortSignal): Promise<unknown> => {
    const { operation, input, options, caller } = asked;
    checkObject('options', options);
    const { timeout = 1, signal: odd = null } = options as CallOptions; // what is wrong comes as it was given
    if (odd !== null) throw invalidInput('signal', 'not_supported');
    if (typeof timeout !== 'number' || !(timeout > 0)) throw invalidInput('timeout', 'out_of_range');
    if (operation === 'interrupted') return listed(asked);
    if (operation === 'acknowledge') {
      if (typeof input !== 'string') throw invalidInput('id', 'not_a_string');
      for (const { id, by } of await interrupted(caller)) if (id === input) await journal.remove(id, by);
      return null;
    }
    const callOptions: CallOptions = { ...(options as CallOptions), signal }; // as was checked
    if (operation !== 'ask') return perform[operation]?.(input, callOptions); // `mayAsk` knows the operation
    const { name, input: given } = input as { name: string; input: unknown }; // `mayAsk` knows the name
    const value = await allowed.answer[name]?.run(given, caller);
    return value === undefined ? null : JSON.parse(JSON.stringify(value));
  };

  /** The answer to a caller that asks again for a call that was begun before. */
  const fateOf = async (
    { state, operation, value, error, mintedBefore }: Entry,
    asked: Asked,
    signal: AbortSignal,
  ): Promise<Outcome> => {
    if (state === 'failed' && error) return { error };
    const isDone = state === 'done';
    if (operation === 'settlePasswordChange') return { value: isDone ? value : await run(asked, signal) };
    if (operation === 'logout') {
      if (isDone) return { value };
      await run(asked, signal); // it may have been stopped before it signed out
      return { value: { revoked: 'queued' } };
    }
    if (operation === 'login') {
      // It may have been stopped after it stored its session, and before it could say so.
      const session = await client.session();
      const isOwn = isDone || session?.mintedAt.getTime() !== mintedBefore;
      if (session && isOwn && lower(session.account) === lower(Object(asked.input).email))
        return { value: sessionToWire(session) };
    }
    if (isDone && !['createConsumerKey', 'fetch', 'ask', 'login'].includes(operation)) return { value: null };
    throw unknownOutcome(operation, asked.input);
  };

  /** Makes a call once, however often it is asked for under its id, in any life of the background. */
  const runOnce = async (asked: Asked, call: Running): Promise<Outcome> => {
    const { id, operation, input } = asked;
    const { signal } = call.ending;
    if (isRepeatable(operation, input)) return { value: await run(asked, signal) };
    const entry: Entry = {
      ...{ id, by: call.by, boot, operation, startedAt: Date.now(), state: 'begun' },
      ...(operation === 'login' && { mintedBefore: (await client.session())?.mintedAt.getTime() ?? null }),
    };
    const isSafe = operation === 'logout' || operation === 'settlePasswordChange';
    const known = await journal.begin(entry).catch((error) => {
      // What may be made twice need not be written down: a full disk must not prevent a logout.
      if (!isSafe) throw error;
    });
    if (known && known.by !== call.by) throw refused(operation);
    call.isWritten = true;
    if (known) return fateOf(known, asked, signal);
    /** If it cannot be written, the call still begins, and a caller that listens still gets the answer. */
    const ended = (outcome: Parameters<Journal['end']>[1]): Promise<void> =>
      journal.end(id, outcome).catch(() => undefined);
    try {
      signal.throwIfAborted();
      const result = await run(asked, signal);
      // The background that took it before may have revoked the key, and could not write that down.
      const mayHaveRevoked = operation === 'logout' && asked.isAgain && Object(result).revoked === 'nothing';
      const value = mayHaveRevoked ? { revoked: 'queued' } : result;
      await ended({ state: 'done', ...(isSafe && { value }) });
      return { value };
    } catch (error) {
      // The caller has ended the call, and asks no more.
      if (signal.aborted) {
        await journal.remove(id, call.by).catch(() => undefined);
        throw error;
      }
      const outcome = { error: told(error, operation) };
      await ended({ state: 'failed', ...outcome });
      return outcome;
    }
  };

  const answer = ({ id, version }: Asked, call: Running, outcome: Outcome): void => {
    call.answer =
      'error' in outcome
        ? { t: 'failed', id, error: knownTo(version, outcome.error) }
        : { t: 'done', id, value: outcome.value ?? null };
    if (call.link) call.link.post(call.answer);
    else running.delete(id);
  };

  /** The caller has heard how a call ended, maybe of a background before this one. */
  const forget = (link: Link, by: string, id: string): void => {
    const call = running.get(id);
    if (call && (call.by !== by || !call.answer)) return;
    if (call && !call.isWritten) {
      running.delete(id);
      return;
    }
    const removed = Promise.resolve(forgotten.get(by))
      .then(() => journal.remove(id, by))
      .then(
        () => link.post({ t: 'forgotten', id }),
        () => undefined, // then it is listed as interrupted, or this is said once more
      )
      .then(() => running.delete(id)); // it is not listed meanwhile
    forgotten.set(by, removed);
  };

  const hear = (link: Link, caller: Caller | null, message: unknown): void => {
    const {
      t,
      id,
      v,
      operation,
      input,
      options = {},
      framed,
      wrong,
      again,
    } = Object(message) as Partial<Record<string, unknown>>;
    if (typeof id !== 'string' || id.length > 64) return;
    const call = running.get(id);
    if (t === 'got' && caller) forget(link, byOf(caller), id);
    if (t === 'cancel' && call?.link === link) call.ending.abort();
    if (t !== 'call' || typeof operation !== 'string') return;
    link.post({ t: 'accepted', id, isWritten: !isRepeatable(operation, input) });
    const by = caller && byOf(caller);
    const isFramedPage = caller?.context === 'page' && framed === true;
    if (
      !caller ||
      !by ||
      isFramedPage ||
      wrong ||
      !mayAsk(allowed, caller, operation, Object(input).name) ||
      (call && call.by !== by)
    ) {
      link.post({ t: 'failed', id, error: errorToWire(wrong ? misgiven(wrong) : refused(operation)) });
      return;
    }
    if (call) {
      call.link = link;
      if (call.answer) link.post(call.answer);
      return;
    }
    const fresh: Running = { by, ending: new AbortController(), link };
    running.set(id, fresh);
    const asked: Asked = {
      id,
      operation,
      input,
      options,
      caller,
      version: typeof v === 'number' ? v : 1,
      isAgain: again === true,
    };
    runOnce(asked, fresh).then(
      (outcome) => answer(asked, fresh, outcome),
      (error) => {
        if (fresh.ending.signal.aborted) running.delete(id);
        else answer(asked, fresh, { error: told(error, operation) });
      },
    );
  };

  const stop = accept((link, sender) => {
    const caller = callerOf(sender, self, allowed.incognito);
    links.add(link);
    link.hear(
      (message) => hear(link, caller, message),
      () => {
        links.delete(link);
        // Who left aborts nothing.
        for (const [id, call] of running) {
          if (call.link !== link) continue;
          call.link = undefined;
          if (call.answer) running.delete(id);
        }
      },
    );
  });

  const ends = events.map((event) =>
    client.on(event, (session) => {
      const channel = eventChannel();
      channel.postMessage({ event, session: session && sessionToWire(session) });
      channel.close();
    }),
  );

  return () => {
    stop();
    for (const end of ends) end();
    for (const link of links) link.end();
    links.clear();
  };
}
