// Deno's fetch goes through the proxy that HTTP_PROXY names, for this machine as well.

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** By host and port. */
const clients = new Map<string, Deno.HttpClient>();

/**
 * Keeps a request to this machine from going through a proxy, which would read it: nothing for any other.
 *
 * No option says "no proxy". But the server itself can be given as if it were a proxy. Then the connection uses no proxy,
 * and the environment is not read. Deno speaks no TLS over such a connection: https goes its usual way, in which a proxy
 * sees no more than a name.
 */
export function pastProxies({ protocol, host, hostname, port }: URL): object {
  if (protocol !== 'http:' || !loopback.test(hostname)) return {};
  const client =
    clients.get(host) ??
    Deno.createHttpClient({ proxy: { transport: 'tcp', hostname, port: Number(port || 80) } });
  clients.set(host, client);
  return { client };
}
