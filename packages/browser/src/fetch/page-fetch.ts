import { english, type Hint, NetworkError, UnreachableError } from '@turbosmtp-auth/core';
import { browserHint } from '../hints.ts';

// A fetch that fails tells a page nothing but `TypeError`. Beside that a page can see whether it is offline, and what its
// content security policy blocked.

/** Origins that have answered: CORS does not stand in the way of those. */
const answered = new Set<string>();

/** The page's fetch, as it is at the time of the call. If it fails, the cause of its error is what could be found out. */
export const pageFetch: typeof fetch = async (input, init) => {
  const url = URL.parse(String((input as Partial<Request>).url ?? input), globalThis.location?.href);
  let isOnline = globalThis.navigator?.onLine !== false;
  let isBlocked = false;
  const hear = (event: Event): void => {
    const { blockedURI, disposition } = event as SecurityPolicyViolationEvent;
    isOnline ||= event.type === 'online';
    isBlocked ||= disposition === 'enforce' && URL.parse(blockedURI)?.href === url?.href;
  };
  const events = ['online', 'securitypolicyviolation'];
  for (const event of events) globalThis.addEventListener?.(event, hear);
  try {
    const response = await globalThis.fetch(input, unnamed(init));
    if (url) answered.add(url.origin);
    return response;
  } catch (error) {
    if (init?.signal?.aborted) throw error;
    await new Promise((resolve) => setTimeout(resolve, 0)); // Chromium reports a violation after the failure
    if (isBlocked) throw failed(unsent('policy', browserHint('blocked_by_policy'), false));
    // Offline all the while: a request that was sent before the network went may have arrived.
    if (!isOnline && globalThis.navigator?.onLine === false)
      throw failed(unsent('offline', browserHint('offline'), true));
    if (!url || url.origin === globalThis.location?.origin || answered.has(url.origin)) throw error;
    throw failed(
      new NetworkError({
        code: 'network',
        message: english.network[0],
        retryable: true,
        ...browserHint('blocked_by_cors_or_lost'),
      }),
    );
  } finally {
    for (const event of events) globalThis.removeEventListener?.(event, hear);
  }
};

/**
 * Without `User-Agent`, which axios sets. Of all browsers Firefox alone sends one that a page made up, and so asks the
 * server's CORS for it.
 */
function unnamed(init?: RequestInit): RequestInit | undefined {
  const headers = new Headers(init?.headers);
  if (!headers.has('user-agent')) return init;
  headers.delete('user-agent');
  return { ...init, headers };
}

const failed = (cause: NetworkError): TypeError => new TypeError('fetch failed', { cause });

const unsent = (systemCode: string, hint: Hint, passing: boolean): UnreachableError =>
  new UnreachableError({ systemCode, ...hint, passing });

/** Whether a failed fetch provably sent nothing: offline, or blocked by the content security policy. */
export const neverSent = (error: unknown): boolean =>
  error instanceof Error && error.cause instanceof UnreachableError;
