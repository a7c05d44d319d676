import { notesOf } from './reply-notes.ts';

type Body = ReadableStream<Uint8Array<ArrayBuffer>>;

/** The reply as a caller of `fetch` sees it: it knows its URL, and its body ends with the signal. */
export function presentReply(
  reply: Response,
  url: string,
  redirected: boolean,
  signal: AbortSignal | undefined,
): Response {
  const { status, statusText, headers, body } = reply;
  const ends = body && signal ? endedBy(body, signal) : body;
  const response = new Response(ends, { status, statusText, headers });
  return describe(response, { url, redirected, ...(signal ? readersOf(response, signal) : {}) });
}

/** The redirect that `redirect: 'manual'` gives: the reply itself, or what a browser shows of it. */
export function presentRedirect(reply: Response, url: string, signal: AbortSignal | undefined): Response {
  if (!notesOf(reply).opaque) return presentReply(reply, url, false, signal);
  return describe(Response.error(), { type: 'opaqueredirect', url, redirected: false });
}

/** A constructed `Response` cannot be given these: they are getters and methods of its prototype. */
function describe(response: Response, facts: Readonly<Record<string, unknown>>): Response {
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value });
  return response;
}

/**
 * The reading methods, rejecting with the signal's reason as those of a real reply do. Chromium alone needs it: of a
 * body made by a script it reports every error as "Failed to fetch".
 */
function readersOf(
  response: Response,
  signal: AbortSignal,
): Readonly<Record<string, () => Promise<unknown>>> {
  const failed = (error: unknown): never => {
    throw signal.aborted && error instanceof TypeError ? signal.reason : error;
  };
  const { arrayBuffer, blob, formData, json, text } = response;
  return {
    arrayBuffer: () => arrayBuffer.call(response).catch(failed),
    blob: () => blob.call(response).catch(failed),
    formData: () => formData.call(response).catch(failed),
    json: () => json.call(response).catch(failed),
    text: () => text.call(response).catch(failed),
  };
}

/** The same body, ending with the signal's reason once that is aborted. */
function endedBy(body: Body, signal: AbortSignal): Body {
  const reader = body.getReader();
  let abort = (): void => {};
  const stop = (): void => signal.removeEventListener('abort', abort);
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      start(controller) {
        abort = () => {
          controller.error(signal.reason);
          void reader.cancel(signal.reason).catch(() => {});
        };
        signal.addEventListener('abort', abort, { once: true });
      },
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (signal.aborted) return;
          if (!done) return controller.enqueue(value);
          stop();
          controller.close();
        } catch (error) {
          stop();
          throw error;
        }
      },
      cancel(reason) {
        stop();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
