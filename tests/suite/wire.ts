import type { Context } from './case.ts';
import type { ServicePort } from './service-port.ts';

/** How often the service was asked for a key. */
export function logins(service: ServicePort): Promise<number> {
  return requestsTo(service, '/authorize');
}

/** How often the service was asked to revoke a key. */
export function logouts(service: ServicePort): Promise<number> {
  return requestsTo(service, '/deauthorize');
}

/**
 * The keys that live once the next client of the profile was here. A client that is closed waits for a second only; what it
 * could not revoke by then it leaves to the next one, and on a busy machine there is something.
 *
 * @param held How many keys shall live.
 */
export async function keysAfterNextClient(
  { createClient, service }: Context,
  held = 0,
): Promise<readonly unknown[]> {
  const enough = async (): Promise<boolean> => (await service.keys()).length <= held;
  for (let visits = 0; visits < 10 && !(await enough()); visits++) {
    const next = createClient();
    await next.session();
    await next.close();
  }
  return service.keys();
}

async function requestsTo(service: ServicePort, operation: string): Promise<number> {
  return (await service.requests()).filter(({ path }) => path.endsWith(operation)).length;
}

/** Calls the rest of the API as anybody with this value in `Authorization` could, without the client. */
export function rawCall(service: ServicePort, authorization: string): Promise<Response> {
  return service.fetch(`${service.baseUrl}/analytics`, { headers: { authorization } });
}

/** What reached `fetch`, as one may look at it without knowing how it was passed. */
export interface SeenRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A fetch that remembers what passes through it. */
export function watchedFetch(inner: typeof globalThis.fetch): {
  fetch: typeof globalThis.fetch;
  seen: SeenRequest[];
} {
  const seen: SeenRequest[] = [];
  return {
    seen,
    async fetch(input: RequestInfo | URL, init?: RequestInit) {
      // A copy of what will be sent; the original goes on untouched, so that its body can still be streamed.
      const { body, ...rest } = init ?? {};
      const request = new Request(input instanceof Request ? input.clone() : input, {
        ...rest,
        ...(typeof body === 'string' && { body }),
      });
      const { url, method, headers } = request;
      seen.push({ url: new URL(url), method, headers, body: await request.text() });
      return inner(input, init);
    },
  };
}
