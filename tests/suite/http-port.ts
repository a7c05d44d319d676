import type { ServicePort } from './service-port.ts';
import { travellingClock } from './travelling-clock.ts';

/** A sandbox behind a real server, at that origin, with its controls below `/_sandbox`. */
export function httpPort(origin: string): ServicePort {
  const clock = travellingClock();

  async function control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
    const reply = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const answer = await reply.json();
    if (!reply.ok) throw new Error(`${method} /_sandbox/${path}: ${reply.status} ${JSON.stringify(answer)}`);
    return answer;
  }
  const read =
    <T>(path: string, member: string) =>
    async (): Promise<T> =>
      Reflect.get(Object(await control('GET', path)), member) as T; // as the sandbox documents the path
  const post =
    (path: string) =>
    async (body: unknown): Promise<void> =>
      void (await control('POST', path, body));

  return {
    mode: 'over HTTP',
    baseUrl: `${origin}/api/v2`,
    fetch: globalThis.fetch.bind(globalThis),
    clientFetch: undefined,
    clock,
    addAccount: post('accounts'),
    addConsumer: post('consumers'),
    addFault: post('faults'),
    clearFaults: async () => void (await control('DELETE', 'faults')),
    setSwitches: post('switches'),
    outbox: read('outbox', 'messages'),
    requests: read('requests', 'requests'),
    keys: read('keys', 'keys'),
    revokeKeys: async () => void (await control('DELETE', 'keys')),
    async advance(ms) {
      await control('POST', 'clock', { advance: ms });
      clock.advance(ms);
    },
    async reset() {
      await control('POST', 'reset');
      clock.home();
    },
  };
}
