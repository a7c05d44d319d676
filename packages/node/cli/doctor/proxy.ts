import type { Finding } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that name a proxy, as they are spelt, and in the order in which they count. */
const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Which proxies the environment names, and whether Node goes through them. */
export function checkProxy(env: Environment, execArgv: readonly string[]): Finding {
  const proxies = names
    .filter((name) => env[name])
    .map((name) => ({ variable: name, proxy: withoutCredentials(env[name] ?? '') }));
  const used = usesProxies(env, execArgv);
  const exceptions = Boolean(env['no_proxy'] ?? env['NO_PROXY']);
  const facts = { proxies, used: proxies.length > 0 && used, exceptions };
  const broken = proxies.find(({ proxy }) => proxy === null);
  if (broken)
    return {
      check: 'proxy',
      status: 'problem',
      summary: `${broken.variable} is no URL of a proxy`,
      advice: `Set ${broken.variable} to a URL such as http://proxy.example:8080, or unset it.`,
      facts,
    };
  const [first] = proxies;
  if (!first) return { check: 'proxy', status: 'ok', summary: 'none is set', facts };
  if (used)
    return { check: 'proxy', status: 'ok', summary: `${first.variable} is used: ${first.proxy}`, facts };
  return {
    check: 'proxy',
    status: 'note',
    summary: `${first.variable} is set, but Node does not use it`,
    advice:
      'Set NODE_USE_ENV_PROXY=1 (Node 22.21, 24.5 or newer) if the service is to be reached through it.',
    facts,
  };
}

/** Node looks at the variables when it is told to. */
function usesProxies(env: Environment, execArgv: readonly string[]): boolean {
  const options = [...execArgv, ...(env['NODE_OPTIONS'] ?? '').split(/\s+/)];
  return env['NODE_USE_ENV_PROXY'] === '1' || options.includes('--use-env-proxy');
}

/** Scheme, host and port: a proxy's URL often holds a password. `null` where it is no URL of a proxy. */
function withoutCredentials(text: string): string | null {
  const url = URL.parse(text);
  return url && /^(?:https?|socks[45]?h?):$/.test(url.protocol) ? `${url.protocol}//${url.host}` : null;
}
