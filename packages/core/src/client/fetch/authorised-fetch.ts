import { type Authorization, type AuthorizationHeaders, authorised } from '../../call/authorization.ts';
import type { BaseUrl } from '../../call/base-url.ts';
import type { Call } from '../../call/call.ts';
import type { Trace } from '../../call/trace.ts';
import type { Clock } from '../../clock.ts';
import { errorOf } from '../../errors/build.ts';
import { networkError } from '../../transport/failure.ts';
import { discard } from '../../transport/read-body.ts';
import { isSafe } from '../../transport/safe-methods.ts';
import type { Sender } from '../../transport/send.ts';
import { type PlainRequest, plainRequest } from './plain-request.ts';
import { isRefusedKey } from './refused-key.ts';

interface Parts {
  readonly base: BaseUrl;
  readonly authorization: Authorization;
  readonly sender: Sender;
  readonly trace: Trace;
  readonly clock: Clock;
}

/** `fetch` for the rest of the API: pinned to the base URL, authorised, and replayed once with a new key after a refusal. */
export type AuthorisedFetch = (
  input: string | URL | Request,
  init: RequestInit,
  call: Call,
) => Promise<Response>;

export function createAuthorisedFetch({ base, authorization, sender, trace, clock }: Parts): AuthorisedFetch {
  const send = async (
    { url, path, method, init }: PlainRequest,
    headers: AuthorizationHeaders,
    call: Call,
    attempt: number,
  ): Promise<Response> => {
    trace(call, { type: 'request', method, path, attempt });
    const start = clock.monotonic();
    // Should the deadline pass from here on, nobody knows what an unsafe request did.
    if (!isSafe(method)) call.transit.unanswered = {};
    const sent = await sender.send(url, { ...init, headers: withOnly(headers, init) }, call.deadline.signal);
    call.transit.unanswered = undefined;
    if (sent.outcome === 'lost') {
      if (!sent.neverSent && !isSafe(method)) throw errorOf('outcome_unknown', { operation: 'fetch' });
      throw networkError('fetch', sent);
    }
    if (sent.outcome === 'redirect') {
      const { status } = sent;
      throw errorOf('redirect_refused', { operation: 'fetch', ...(status > 0 && { status }) });
    }
    const { response } = sent;
    trace(call, { type: 'response', status: response.status, ms: clock.monotonic() - start, attempt });
    return response;
  };

  return async (input, init, call) => {
    const request = await plainRequest(input, init, base, authorization.scheme);
    return authorised(authorization, call, async (headers, attempt) => {
      const response = await send(request, headers, call, attempt);
      return {
        refused: attempt === 1 && (await isRefusedKey(response, call.deadline.signal)),
        final: !request.replayable,
        result: () => response,
        discard: () => discard(response),
      };
    });
  };
}

/** The caller's headers with the client's authorisation: half of another's would be sent along with it. */
function withOnly(authorization: AuthorizationHeaders, { headers }: RequestInit): Headers {
  const own = new Headers(headers);
  if (headers !== undefined)
    for (const name of ['authorization', 'consumerkey', 'consumersecret']) own.delete(name);
  for (const [name, value] of Object.entries(authorization)) own.set(name, value);
  return own;
}
