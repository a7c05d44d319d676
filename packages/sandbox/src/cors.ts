import type { CorsSwitch } from './switches.ts';

/** The headers a call to the service may have. */
const requestHeaders = 'Accept, Authorization, Content-Type, consumerKey, consumerSecret';
const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE';

/** Answers a browser's question whether it may call. */
export function preflight(request: Request): Response | undefined {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': '*',
      'access-control-allow-methods': methods,
      'access-control-allow-headers': requestHeaders,
    },
  });
}

/** Lets a page of another origin read a reply, and those of the two headers that are exposed. */
export function allowReading(headers: Headers, { exposeDate, exposeRetryAfter }: CorsSwitch): void {
  const exposed = [...(exposeDate ? ['Date'] : []), ...(exposeRetryAfter ? ['Retry-After'] : [])];
  headers.set('access-control-allow-origin', '*');
  if (exposed.length > 0) headers.set('access-control-expose-headers', exposed.join(', '));
}
