import { errorOf } from '../errors/build.ts';
import { networkError } from '../transport/failure.ts';
import { discard, readBody } from '../transport/read-body.ts';
import { isSafe } from '../transport/safe-methods.ts';
import { apiHint, type apiHints } from './hints.ts';

/** What a call asked its answer to be. */
export interface Wanted {
  readonly responseType: string | undefined;
  readonly parseResponse: ((text: string) => unknown) | undefined;
}

/** The most bytes of a decoded body that are read into memory. A stream has no limit. */
const MAX_BODY = 16 * 1024 * 1024;

/**
 * HTTP knows no status from 600 on (RFC 9110, section 15). ofetch takes such an answer for a success.
 *
 * @throws {UnexpectedResponseError}
 */
export function refuseUnknownStatus(response: Response): void {
  const { status } = response;
  if (status < 600) return;
  discard(response);
  throw errorOf('unexpected_response', { operation: 'fetch', status });
}

/**
 * What a call gives of an answer. Of an error status, what cannot be read is `undefined`, and what is not JSON is text: the
 * status says what is wrong.
 *
 * @throws {UnexpectedResponseError} if the answer is too large, or if it is not JSON and nothing else was asked for.
 * @throws {NetworkError} if the answer breaks off; {OutcomeUnknownError} if repeating the request could do harm.
 */
export async function readAnswer(
  response: Response,
  { responseType, parseResponse }: Wanted,
  method: string,
  signal: AbortSignal,
): Promise<unknown> {
  if (responseType === 'stream') return response.body;
  const { status } = response;
  const unexpected = (reason: keyof typeof apiHints): Error =>
    errorOf('unexpected_response', { operation: 'fetch', status, ...apiHint(reason) });

  let body: Uint8Array<ArrayBuffer> | null;
  try {
    body = await readBody(response, MAX_BODY, signal);
  } catch {
    signal.throwIfAborted();
    if (status >= 400) return undefined;
    throw isSafe(method)
      ? networkError('fetch', { neverSent: false })
      : errorOf('outcome_unknown', { operation: 'fetch' });
  }
  if (!body) {
    if (status >= 400) return undefined;
    throw unexpected('answer_too_large');
  }
  if (parseResponse) return parseResponse(textOf(body));
  if (responseType === 'text') return textOf(body);
  if (responseType === 'arrayBuffer') return body.slice().buffer; // a body may be a piece of a larger buffer
  if (responseType === 'blob') return new Blob([body], { type: response.headers.get('content-type') ?? '' });
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(textOf(body, true));
  } catch {
    if (status >= 400) return textOf(body); // the parser's error would quote it
    throw unexpected('answer_not_json');
  }
}

const textOf = (body: Uint8Array, fatal = false): string => new TextDecoder('utf-8', { fatal }).decode(body);
