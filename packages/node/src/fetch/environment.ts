import { parseHttpProxy } from './http-proxy.ts';
import { parseNoProxy } from './no-proxy.ts';
import type { Proxies } from './route.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that are read, each by the first of its spellings that is not empty. */
const spellings = {
  https: ['https_proxy', 'HTTPS_PROXY'],
  http: ['http_proxy', 'HTTP_PROXY'],
  except: ['no_proxy', 'NO_PROXY'],
} as const;

interface Found {
  readonly name: string;
  readonly value: string;
}

function find(env: Environment, names: readonly string[]): Found | undefined {
  for (const name of names) {
    const value = env[name];
    if (value && !(name === 'HTTP_PROXY' && isCgi(env))) return { name, value };
  }
  return undefined;
}

/** Of a CGI script, `HTTP_PROXY` is the `Proxy` header of the request's sender. */
const isCgi = (env: Environment): boolean => env['REQUEST_METHOD'] !== undefined;

/** What the environment says of proxies, as text: two that are equal mean the same. Empty: it names none. */
export function proxyVariables(env: Environment): string {
  const [https, http, except] = Object.values(spellings).map((names) => find(env, names)?.value ?? null);
  return https || http ? JSON.stringify([https, http, except]) : '';
}

/**
 * The proxies that the environment names; undefined: none.
 *
 * @throws {InvalidInputError} with the name of a variable that holds no URL of an http or https proxy.
 */
export function proxiesOf(env: Environment, noProxy?: string): Proxies | undefined {
  const [https, http] = [spellings.https, spellings.http].map((names) => {
    const found = find(env, names);
    return found && parseHttpProxy(found.value, found.name);
  });
  const except = noProxy ?? find(env, spellings.except)?.value ?? '';
  return https || http ? { https, http, except: parseNoProxy(except) } : undefined;
}
