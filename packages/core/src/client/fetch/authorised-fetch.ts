import {
  type Authorised,
  type Authorization,
  type AuthorizationHeaders,
  authorised,
} from '../../call/authorization.ts';
import { type BaseUrl, type Region, resolveTarget } from '../../call/base-url.ts';
import type { Call } from '../../call/call.ts';
import type { Trace } from '../../call/trace.ts';
import type { Clock } from '../../clock.ts';
import { errorOf } from '../../errors/build.ts';
import { adviceOn, networkError } from '../../transport/failure.ts';
import { discard } from '../../transport/read-body.ts';
import { isSafe } from '../../transport/safe-methods.ts';
import type { SendCheck, Sender } from '../../transport/send.ts';
import { authorizationFor } from './authorization-for.ts';
import { type PlainRequest, pathOf, plainRequest } from './plain-request.ts';
import { isRefusedKey } from './refused-key.ts';

interface Parts {
  readonly base: BaseUrl;
  readonly region: Region;
  /** For all but mail. */
  readonly authorization: Authorization;
  readonly pair: Authorization | undefined;
  readonly sender: Sender;
  /** Whether the caller brought the `fetch`. */
  readonly ownFetch: unknown;
  readonly trace: Trace | undefined;
  readonly clock: Clock;
}

/**
 * `fetch` for the rest of the API. It is pinned to the base URL and the mail hosts, authorised, and replayed once with a new
 * key after a refusal.
 */
export type AuthorisedFetch = (
  input: string | URL | Request,
  init: RequestInit,
  call: Call,
) => Promise<Response>;

export function createAuthorisedFetch({
  base,
  region,
  authorization,
  pair,
  sender,
  ownFetch,
  trace,
  clock,
}: Parts): AuthorisedFetch {
  const send = async (
    { target: { url }, method, init }: PlainRequest,
    { headers }: Authorised,
    call: Call,
    attempt: number,
    check: SendCheck | undefined,
  ): Promise<Response> => {
    trace?.(call)?.({ type: 'request', method, path: pathOf(url, base), attempt });
    const start = clock.monotonic();
    // If the deadline passes from here on, the effect of an unsafe request is unknown.
    if (!isSafe(method)) call.transit.unanswered = {};
    const sent = await sender.send(
      url.href,
      { ...init, headers: withOnly(headers, init) },
      call.deadline.signal,
      check,
    );
    call.transit.unanswered = undefined;
    if (sent.outcome === 'lost') {
      if (!sent.neverSent && !isSafe(method))
        throw errorOf('outcome_unknown', { operation: 'fetch', ...adviceOn(sent) });
      throw networkError('fetch', sent);
    }
    if (sent.outcome === 'redirect') {
      const { status } = sent;
      throw errorOf('redirect_refused', { operation: 'fetch', ...(status > 0 && { status }) });
    }
    const { response } = sent;
    trace?.(call)?.({ type: 'response', status: response.status, ms: clock.monotonic() - start, attempt });
    return response;
  };

  return async (input, init, call) => {
    const request = await plainRequest(input, init, (url) => resolveTarget(base, url, region), ownFetch);
    const chosen = authorizationFor(request, authorization, pair);
    const check = chosen.guard && call.check; // a pair is no key of the session
    return authorised(chosen, call, async (given, attempt) => {
      const response = await send(request, given, call, attempt, check);
      return {
        refused: response.status === 401 && (await isRefusedKey(response, call.deadline.signal)),
        accepted: response.ok,
        final: !request.replayable,
        result: () => response,
        discard: () => discard(response),
      };
    });
  };
}

/** The caller's headers with the client's authorisation: half of another's would be sent along with it. */
function withOnly(authorization: AuthorizationHeaders, { headers }: RequestInit): HeadersInit {
  if (headers === undefined) return authorization;
  const own = new Headers(headers);
  for (const name of ['authorization', 'consumerkey', 'consumersecret']) own.delete(name);
  for (const [name, value] of Object.entries(authorization)) own.set(name, value);
  return own;
}
