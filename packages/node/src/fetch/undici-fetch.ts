import type * as Undici from 'undici';
import { type Connections, createAgent, type UndiciModule } from './agent.ts';
import { translate } from './translate.ts';
import { createTunnels } from './tunnels.ts';

/** The `fetch` of undici over connections of its own. */
export function createUndiciFetch(undici: UndiciModule, connections: Connections): typeof fetch {
  const tunnels = createTunnels();
  const dispatcher = createAgent(undici, connections, tunnels);
  let inFlight = 0;
  const send = async (...request: Parameters<typeof fetch>): Promise<Undici.Response> => {
    inFlight++;
    try {
      const { input, init } = translate(undici, ...request);
      return await undici.fetch(input, { ...init, dispatcher });
    } finally {
      if (--inFlight === 0) tunnels.abandon();
    }
  };
  return send as unknown as typeof fetch; // two sets of types of one standard
}
