import { type MaskedMessage, type Message, maskMessage, secretsOf } from './mask.ts';

/** One request and what came of it, without a secret. */
export interface Exchange {
  readonly id: number;
  readonly method: string;
  readonly path: string;
  /** Epoch milliseconds on the clock of whoever recorded it. */
  readonly at: number;
  readonly request: MaskedMessage;
  readonly ms?: number;
  /** Absent until there is an answer. 0: the browser hides it, as it does a redirect. */
  readonly status?: number;
  readonly reply?: MaskedMessage;
  /** Why there is no whole answer, in our own words. */
  readonly failure?: string;
  /** Sends the same request again, past the client. It has the secrets: for this page's life only. */
  replay(): Promise<void>;
}

/** As much of a reply as is looked at: the client reads the rest of it undisturbed. */
const MOST = 64 * 1024;

let lastId = 0;

/** Wraps a fetch so that every exchange is reported, when it is sent and again when it is answered. */
export function recordingFetch(
  fetch: typeof globalThis.fetch,
  now: () => number,
  report: (exchange: Exchange) => void,
): typeof globalThis.fetch {
  const recorded: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const sent = await readRequest(request);
    const secrets = secretsOf(sent);
    const started = performance.now();
    const { pathname } = new URL(request.url);
    const base: Exchange = {
      id: ++lastId,
      method: request.method,
      path: pathname,
      at: now(),
      request: maskMessage(sent, secrets),
      async replay() {
        const { method, headers, url } = request;
        const again = recorded(url, { method, headers, ...(sent.body !== '' && { body: sent.body }) });
        await again.then((reply) => reply.body?.cancel()).catch(() => undefined); // it is reported
      },
    };
    report(base);
    const took = (): number => Math.round(performance.now() - started);
    try {
      // The signal itself and not the request's copy of it, which may be collected too early.
      const reply = await fetch(request, init?.signal ? { signal: init.signal } : undefined);
      void readReply(reply.clone()).then(({ message, broken }) =>
        report({
          ...base,
          ms: took(),
          status: reply.status,
          reply: maskMessage(message, [...secrets, ...secretsOf(message)]),
          ...(broken && { failure: 'The reply broke off.' }),
        }),
      );
      return reply;
    } catch (error) {
      const failure = request.signal.aborted
        ? 'Given up by the client.'
        : 'No answer: the connection failed.';
      report({ ...base, ms: took(), failure });
      throw error;
    }
  };
  return recorded;
}

async function readRequest(request: Request): Promise<Message> {
  return { url: request.url, headers: request.headers, body: await request.clone().text() };
}

async function readReply(reply: Response): Promise<{ message: Message; broken: boolean }> {
  const decoder = new TextDecoder();
  let body = '';
  let broken = false;
  const reader = reply.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      body += decoder.decode(part.value, { stream: true });
      if (body.length > MOST) break;
    }
    // The other half of the clone is the client's, and goes on.
    void reader?.cancel().catch(() => {});
  } catch {
    broken = true;
  }
  return { message: { headers: reply.headers, body }, broken };
}
