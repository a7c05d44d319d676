import type { CallOptions, ClientEvent, ConsumerKey, Session } from '@turbosmtp-auth/core';
import { errorOf, WIRE_VERSION, type WireError } from '../wire/errors.ts';
import { eventChannel } from '../wire/events.ts';
import { connectHints } from '../wire/hints.ts';
import type { Link } from '../wire/link.ts';
import type { WireOperation } from '../wire/operations.ts';
import { requestToWire, responseOf, revived } from '../wire/values.ts';
import type { ConnectedClient, ConnectOptions, Interrupted } from './connected-client.ts';

/** Milliseconds between two attempts to reach a background. */
const PAUSE = 100;
/** Milliseconds between two looks whether the extension is still there, while a call is under way. */
const LOOK = 1_000;
/** The time of a call that names none, and what the background gets on top of a call's time to report that it is over. */
const LONGEST = 30_000;
const GRACE = 5_000;
/** The time for the background to take a call, unless a right one is given. */
const ANSWER_WITHIN = 5_000;
/** The longest time of a timer. A longer one ends at once. */
const MOST_TIME = 2 ** 31 - 1;

interface Waiting {
  /** `again`: a background took it before. */
  readonly message: { readonly t: 'call'; readonly id: string; again?: boolean };
  /** Whether the background writes it down, which it says when it takes the call. */
  isWritten?: boolean | undefined;
  accepted: boolean;
  /** Begins the wait for the background to take the call. */
  await(): void;
  settle(answer: { readonly value?: unknown; readonly error?: WireError | undefined }): void;
}

/** {@link connectClient} over any connection. `open` gives `null` once there will never be one again. */
export function connectOver(
  open: () => Link | null,
  {
    answerWithin = ANSWER_WITHIN,
    hearsEvents = () => true,
    isGone = () => false,
  }: ConnectOptions & { hearsEvents?: () => boolean | undefined; isGone?: () => boolean } = {},
): ConnectedClient {
  const isTime = typeof answerWithin === 'number' && answerWithin > 0;
  const waiting = new Map<string, Waiting>();
  /** Calls whose end was heard, as long as the background may not know it: it would list them as interrupted. */
  const heard = new Set<string>();
  let link: Link | undefined;
  let isPausing = false;
  let closed = false;

  const lost = (): void => {
    link = undefined;
    for (const call of waiting.values()) {
      if (call.accepted) call.await();
      call.accepted = false;
    }
    // The background may just be starting, or have been stopped. It knows by the id what it did already.
    if (!waiting.size || isPausing) return;
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      for (const { message } of waiting.values()) post(message);
    }, PAUSE);
  };

  const hear = (message: unknown): void => {
    const { t, id, isWritten, value, error } = Object(message) as {
      t: string;
      id: string;
      isWritten?: boolean;
      value?: unknown;
      error?: WireError;
    };
    if (t === 'forgotten') heard.delete(id);
    const call = waiting.get(id);
    if (!call) return;
    if (t === 'accepted') {
      call.accepted = true;
      call.message.again = true;
      call.isWritten = isWritten;
    } else if (t === 'done' || t === 'failed') {
      if (call.isWritten) heard.add(id);
      post({ t: 'got', id });
      call.settle({ value, error });
    }
  };

  function post(message: object): void {
    if (!link) {
      try {
        const opened = open();
        if (!opened) {
          for (const call of waiting.values()) call.settle({ error: reloaded(call) });
          return;
        }
        link = opened;
        opened.hear(hear, () => {
          if (link === opened) lost();
        });
        for (const id of heard) opened.post({ t: 'got', id });
      } catch {
        lost();
        return;
      }
    }
    link.post(message);
  }

  async function call<T>(operation: WireOperation, input?: unknown, options: CallOptions = {}): Promise<T> {
    if (closed) throw errorOf(closedHere());
    const id = newId();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timers: ReturnType<typeof setTimeout>[] = [];
    const after = (ms: number, work: () => void): ReturnType<typeof setTimeout> => {
      const timer = setTimeout(work, Math.min(ms, MOST_TIME));
      timers.push(timer);
      return timer;
    };
    let silence: ReturnType<typeof setTimeout> | undefined;
    const leave = (reason: unknown): void => {
      if (!waiting.has(id)) return;
      link?.post({ t: 'cancel', id });
      reject(reason);
    };
    /** A call that the background writes down may have taken effect. */
    const leaveLate = (hint: string, reason?: string): void =>
      leave(errorOf(current.isWritten ? unknownOutcome() : late(hint, reason)));
    const abort = (): void => leave(signal?.reason);
    const { signal, timeout }: CallOptions = Object(options);
    let limit = LONGEST;
    let sent: object;
    try {
      // JSON in every browser, also where a port could carry more.
      sent = JSON.parse(JSON.stringify({ input, options }, forWire));
      // The background refuses a timeout of another kind.
      if ((timeout as number) > 0) limit = timeout as number;
    } catch {
      sent = { wrong: true };
    }
    signal?.addEventListener?.('abort', abort);
    const current: Waiting = {
      message: {
        t: 'call',
        id,
        v: WIRE_VERSION,
        operation,
        wrong: isTime ? undefined : 'answerWithin',
        ...sent,
        framed: isFramed(),
      } as Waiting['message'],
      accepted: false,
      await: () => {
        clearTimeout(silence);
        silence = after(isTime ? answerWithin : ANSWER_WITHIN, () => {
          if (!current.accepted) leaveLate(connectHints.background_silent, 'background_silent');
        });
      },
      settle: ({ value, error }) => (error ? reject(errorOf(error)) : resolve(value)),
    };
    waiting.set(id, current);
    current.await();
    // After a reload Chromium does not always tell a content script that its connection has ended.
    timers.push(setInterval(() => isGone() && current.settle({ error: reloaded(current) }), LOOK));
    after(limit + GRACE, () => leaveLate(MORE_TIME));
    try {
      if (signal?.aborted) abort();
      else post(current.message);
      return (await promise) as T; // as the background answers to this operation
    } finally {
      waiting.delete(id);
      signal?.removeEventListener?.('abort', abort);
      for (const timer of timers) clearTimeout(timer);
    }
  }

  /** A call whose result holds no dates. */
  const asked =
    <T>(operation: WireOperation) =>
    async (input: unknown, options?: CallOptions): Promise<T> =>
      ((await call(operation, input, options)) ?? undefined) as T; // as the background answers to this operation
  /** A call whose result may. */
  const dated = async <T>(...asked: Parameters<typeof call>): Promise<T> => revived<T>(await call(...asked));

  const close = async (): Promise<void> => {
    closed = true;
    // What is under way goes on: the background would end it anyway.
    while (waiting.size) await new Promise((resolve) => setTimeout(resolve, PAUSE));
    link?.end();
    link = undefined;
  };

  return {
    login: (input, options) => dated<Session>('login', input, options),
    logout: (options) => call('logout', undefined, options),
    session: () => dated<Session | null>('session'),
    changePassword: asked('changePassword'),
    settlePasswordChange: asked('settlePasswordChange'),
    requestPasswordReset: asked('requestPasswordReset'),
    verifyResetToken: asked('verifyResetToken'),
    resetPassword: asked('resetPassword'),
    listConsumerKeys: (options) => dated<ConsumerKey[]>('listConsumerKeys', undefined, options),
    createConsumerKey: asked('createConsumerKey'),
    deleteConsumerKey: asked('deleteConsumerKey'),
    fetch: async (input, init) => {
      // A string and a URL have none, and `null` takes away that of a Request.
      const { signal = Object(input).signal } = Object(init);
      if (signal?.aborted) throw signal.reason;
      // What is no init, as for a client, is a 0, which the background refuses.
      return responseOf(
        await call(
          'fetch',
          await inTime(requestToWire(input, init), signal),
          / (?:Object|Module)]/.test({}.toString.call(init ?? {})) ? { signal } : (0 as CallOptions),
        ),
      );
    },
    interrupted: () => dated<Interrupted[]>('interrupted'),
    acknowledge: asked('acknowledge'),
    ask: (name, input = null, options) => call('ask', { name, input }, options),
    on: (event, listener) => {
      // In a content script the channel would be the web page's.
      if (!hearsEvents()) return () => undefined;
      const channel = eventChannel();
      channel.onmessage = ({ data }: MessageEvent<{ event: ClientEvent; session: unknown }>) => {
        if (data.event === event) listener(revived<Session | null>(data.session));
      };
      return () => channel.close();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Settles as the work does, unless the signal aborts or the time is over first: a body may stall. */
async function inTime<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise: left, reject } = Promise.withResolvers<never>();
  const abort = (): void => reject(signal?.reason);
  const timer = setTimeout(() => reject(errorOf(late(MORE_TIME))), LONGEST);
  signal?.addEventListener?.('abort', abort);
  try {
    return await Promise.race([work, left]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener?.('abort', abort);
  }
}

/** Throws for what JSON would leave out. The background judges the rest, and makes each error: it has the words. */
const forWire = (name: string, part: unknown): unknown => {
  if (/^(?:function|symbol)$/.test(typeof part)) throw part;
  if (name === 'timeout' && part === 1 / 0) return MOST_TIME;
  // A signal stays here. The background refuses a 0 in another place.
  if (!(part as Partial<AbortSignal> | null | undefined)?.addEventListener) return part;
  return name === 'signal' ? undefined : 0;
};

/** The browser tells the background of the frames in a tab, and not of those in the popup of another extension. */
const isFramed = (): boolean => ((globalThis as { parent?: unknown }).parent ?? globalThis) !== globalThis; // a worker has none

/** A content script may run in a page without HTTPS, where `randomUUID` is missing. */
const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

const MORE_TIME = 'Try again, or allow more time with `timeout`.';

// Errors of this side, where no sentence of core's is. Functions, so that a background does not load them.
const closedHere = (): WireError => ({
  name: 'TurboSMTPAuthError',
  code: 'closed',
  message: 'This client was closed.',
  hint: 'Create a new client.',
});
/** A call that the background writes down may have taken effect. */
const reloaded = ({ isWritten }: Waiting): WireError => ({
  ...(isWritten ? unknownOutcome() : closedHere()),
  hint: connectHints.extension_reloaded,
  reason: 'extension_reloaded',
});
const unknownOutcome = (): WireError => ({
  name: 'OutcomeUnknownError',
  code: 'outcome_unknown',
  message: 'No answer to the request arrived, so it is not known whether the request took effect.',
  hint: connectHints.ask_interrupted,
  reason: 'ask_interrupted',
});
const late = (hint: string, reason?: string): WireError => ({
  name: 'TimeoutError',
  code: 'timeout',
  message: 'The call did not end in time.',
  hint,
  reason,
  retryable: true,
});
