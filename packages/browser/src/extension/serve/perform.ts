import type { CallOptions } from '@turbosmtp-auth/core';
import { english, invalidInput, isTurboSMTPAuthError } from '@turbosmtp-auth/core';
import {
  NetworkError,
  TimeoutError,
  TurboSMTPAuthError,
  UnexpectedResponseError,
} from '@turbosmtp-auth/core/errors';
import type { ExtensionClient } from '../create-client.ts';
import { extensionHint } from '../hints.ts';
import { keepAwake } from '../keep-awake.ts';
import { isRepeatable, type ServedOperation } from '../wire/operations.ts';
import {
  consumerKeyToWire,
  fromBase64,
  MOST_BYTES,
  sessionToWire,
  toBase64,
  type WireRequest,
  type WireResponse,
} from '../wire/values.ts';
import { unknownOutcome } from './told.ts';

/** Makes the calls of a client, with what came over a wire, and answers with JSON. The client checks what it is given. */
export const performers = (
  client: ExtensionClient,
): Readonly<
  Record<Exclude<ServedOperation, 'interrupted'>, (input: never, options: CallOptions) => Promise<unknown>>
> => ({
  login: async (input: Parameters<ExtensionClient['login']>[0], options) =>
    sessionToWire(await client.login(input, options)),
  logout: (_, options) => client.logout(options),
  session: async () => {
    const session = await client.session();
    return session && sessionToWire(session);
  },
  changePassword: client.changePassword,
  settlePasswordChange: client.settlePasswordChange,
  requestPasswordReset: client.requestPasswordReset,
  verifyResetToken: client.verifyResetToken,
  resetPassword: client.resetPassword,
  listConsumerKeys: async (_, options) => (await client.listConsumerKeys(options)).map(consumerKeyToWire),
  createConsumerKey: client.createConsumerKey,
  deleteConsumerKey: client.deleteConsumerKey,
  fetch: (input: WireRequest, { signal }) => keepAwake(() => fetchFor(client, input, signal)),
});

async function fetchFor(
  client: ExtensionClient,
  { url, method, headers, body }: WireRequest,
  signal: AbortSignal | undefined,
): Promise<WireResponse> {
  const tooLong = extensionHint('body_over_port');
  if (body === null) throw invalidInput('body', 'too_large', { ...tooLong, message: tooLong.hint });
  // The client judges all of it, also what stands for values that the caller's runtime refused.
  const response = await client.fetch(url as string, {
    method,
    headers: headers as HeadersInit,
    body: body === 0 ? ({} as BodyInit) : body ? fromBase64(body) : null,
    signal: signal ?? null,
  });
  const { status, statusText } = response;
  // The caller could make no `Response` of it.
  if (status < 200 || status > 599)
    throw new UnexpectedResponseError({
      ...saying('unexpected_response'),
      operation: 'fetch',
      code: 'unexpected_response',
      status,
    });
  const bytes = await bytesOf(response, signal, tooLong).catch((error) => {
    throw undelivered(error, method, status);
  });
  return {
    status,
    statusText,
    url: response.url,
    // What these say is true of the body before it was decoded.
    headers: [...response.headers].filter(([name]) => !/^content-(?:encoding|length)$/.test(name)),
    body: toBase64(bytes),
  };
}

/** Why the body of an answer does not reach the caller. A call that changed something must not be made again for that. */
function undelivered(error: unknown, method: string, status: number): TurboSMTPAuthError {
  // What was refused changed nothing, also if the words of the refusal are lost.
  const isRefused = status >= 400 && status < 500;
  if (!isRefused && !isRepeatable('fetch', { method })) return unknownOutcome('fetch', {});
  if (isTurboSMTPAuthError(error)) return error;
  return new NetworkError({ ...saying('network'), operation: 'fetch', code: 'network', retryable: true });
}

/** Milliseconds for a body: it keeps the background awake, even if the caller has left. */
const BODY_LIMIT = 30_000;

async function bytesOf(
  { body }: Response,
  signal: AbortSignal | undefined,
  tooLong: { readonly hint: string },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  let isLate = false;
  const cancel = (): void => void reader?.cancel().catch(() => undefined); // which ends the loop
  const timer = setTimeout(() => {
    isLate = true;
    cancel();
  }, BODY_LIMIT);
  signal?.addEventListener('abort', cancel);
  try {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true };
      signal?.throwIfAborted();
      if (isLate)
        throw new TimeoutError({
          ...saying('timeout'),
          operation: 'fetch',
          code: 'timeout',
          retryable: true,
        });
      if (done || !value) break;
      length += value.length;
      if (length > MOST_BYTES) {
        cancel();
        throw new TurboSMTPAuthError({
          ...saying('not_allowed'),
          ...tooLong,
          operation: 'fetch',
          code: 'not_allowed',
        });
      }
      parts.push(value);
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', cancel);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const saying = (
  code: 'network' | 'timeout' | 'not_allowed' | 'unexpected_response',
): { message: string; hint: string } => {
  const [message, hint] = english[code];
  return { message, hint };
};
