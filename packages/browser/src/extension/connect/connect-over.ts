import type { ClientEvent, ConsumerKey, Session } from '@turbosmtp-auth/core';
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
/** The longest time of a timer. A longer one ends at once. */
const MOST_TIME = 2 ** 31 - 1;

interface Waiting {
  readonly message: { readonly t: 'call'; readonly id: string };
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
    answerWithin = 5_000,
    hearsEvents = () => true,
    isGone = () => false,
  }: ConnectOptions & { hearsEvents?: () => boolean; isGone?: () => boolean } = {},
): ConnectedClient {
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
    if (waiting.size === 0 || isPausing) return;
    isPausing = true;
    setTimeout(() => {
      isPausing = false;
      for (const { message } of waiting.values()) post(message);
    }, PAUSE);
  };

  const hear = (message: unknown): void => {
    const { t, id, isWritten, value, error } = Object(message) as {
      t?: unknown;
      id?: string;
      isWritten?: boolean;
      value?: unknown;
      error?: WireError;
    };
    if (id === undefined) return;
    if (t === 'forgotten') heard.delete(id);
    const call = waiting.get(id);
    if (!call) return;
    if (t === 'accepted') Object.assign(call, { accepted: true, isWritten });
    else if (t === 'done' || t === 'failed') {
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
          for (const call of waiting.values()) call.settle({ error: reloaded });
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

  async function call<T>(
    operation: WireOperation,
    input?: unknown,
    { signal, timeout }: { signal?: AbortSignal | null | undefined; timeout?: number | undefined } = {},
  ): Promise<T> {
    signal?.throwIfAborted();
    if (closed) throw errorOf({ ...reloaded, hint: 'Create a new client.', reason: undefined });
    const id = newId();
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const timers: ReturnType<typeof setTimeout>[] = [];
    const leave = (reason: unknown): void => {
      if (!waiting.has(id)) return;
      link?.post({ t: 'cancel', id });
      reject(reason);
    };
    const abort = (): void => leave(signal?.reason);
    const current: Waiting = {
      message: {
        t: 'call',
        id,
        v: WIRE_VERSION,
        operation,
        input,
        timeout: timeout && Math.min(timeout, MOST_TIME), // JSON has no Infinity
        framed: isFramed(),
      } as Waiting['message'],
      accepted: false,
      await: () => {
        timers.push(
          setTimeout(
            () => {
              if (!current.accepted) leave(late('background_silent'));
            },
            Math.min(answerWithin, MOST_TIME),
          ),
        );
      },
      settle: ({ value, error }) => (error ? reject(errorOf(error)) : resolve(value)),
    };
    waiting.set(id, current);
    signal?.addEventListener('abort', abort);
    current.await();
    // After a reload Chromium does not always tell a content script that its connection has ended.
    timers.push(setInterval(() => isGone() && current.settle({ error: reloaded }), LOOK));
    timers.push(
      setTimeout(
        () => leave(current.isWritten ? errorOf(unknownOutcome) : late()),
        Math.min((timeout ?? LONGEST) + GRACE, MOST_TIME),
      ),
    );
    try {
      post(current.message);
      return (await promise) as T; // as the background answers to this operation
    } finally {
      waiting.delete(id);
      signal?.removeEventListener('abort', abort);
      for (const timer of timers) clearTimeout(timer);
    }
  }

  /** A call whose result holds no dates. */
  const asked =
    <T>(operation: WireOperation) =>
    async (input: unknown, options?: Parameters<typeof call>[2]): Promise<T> =>
      ((await call(operation, input, options)) ?? undefined) as T; // as the background answers to this operation
  /** A call whose result may. */
  const dated = async <T>(...asked: Parameters<typeof call>): Promise<T> => revived<T>(await call(...asked));

  const close = async (): Promise<void> => {
    closed = true;
    // What is under way goes on: the background would end it anyway.
    while (waiting.size > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE));
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
      const signal = init?.signal ?? Object(input).signal; // a string and a URL have none
      signal?.throwIfAborted();
      return responseOf(await call('fetch', await requestToWire(input, init), { signal }));
    },
    interrupted: () => dated<Interrupted[]>('interrupted'),
    acknowledge: asked('acknowledge'),
    ask: (name, input, options) =>
      // JSON in every browser, also where a port could carry more.
      call('ask', { name, input: input === undefined ? null : JSON.parse(JSON.stringify(input)) }, options),
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

/** The browser tells the background of the frames in a tab, and not of those in the popup of another extension. */
const isFramed = (): boolean => {
  const { parent } = globalThis as { parent?: unknown }; // a worker has none
  return parent !== undefined && parent !== globalThis;
};

/** A content script may run in a page without HTTPS, where `randomUUID` is missing. */
const newId = (): string => [...crypto.getRandomValues(new Uint32Array(4))].join('-');

// Errors of this side, where no sentence of core's is.
const reloaded: WireError = {
  name: 'TurboSMTPAuthError',
  code: 'closed',
  message: 'This client was closed.',
  hint: connectHints.extension_reloaded,
  reason: 'extension_reloaded',
};
const unknownOutcome: WireError = {
  name: 'OutcomeUnknownError',
  code: 'outcome_unknown',
  message: 'No answer to the request arrived, so it is not known whether the request took effect.',
  hint: connectHints.ask_interrupted,
  reason: 'ask_interrupted',
};
const late = (reason?: 'background_silent'): Error =>
  errorOf({
    name: 'TimeoutError',
    code: 'timeout',
    message: 'The call did not end in time.',
    hint: reason ? connectHints[reason] : 'Try again, or allow more time with `timeout`.',
    reason,
    retryable: true,
  });
