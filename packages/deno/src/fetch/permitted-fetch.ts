import { missingFlags, sendingTo } from '../permissions/permission.ts';
import { NotPermitted } from './not-permitted.ts';
import { pastProxies } from './past-proxies.ts';

const { fetch: denoFetch } = globalThis;

/**
 * Deno's fetch without a prompt: if it may not reach the host, it rejects with a {@link NotPermitted}.
 *
 * `fetch` is looked up on each call, so that one that takes its place later is the one that is used. Such a fetch may need no
 * permission, so that it is called without.
 */
export const permittedFetch: typeof globalThis.fetch = async (input, init) => {
  const { fetch } = globalThis;
  const url = URL.parse(String((input as Partial<Request>).url ?? input));
  const [flag] = url ? missingFlags([sendingTo(url)]) : [];
  if (flag === undefined) return fetch(input, { ...init, ...(url && pastProxies(url)) });
  if (fetch === denoFetch) throw new NotPermitted(flag);
  return fetch(input, init);
};
