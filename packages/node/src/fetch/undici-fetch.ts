import { type InvalidInputError, invalidInput } from '@turbosmtp-auth/core';
import type * as Undici from 'undici';
import { nodeHint } from '../hints.ts';
import { findOptional } from '../optional-package.ts';
import { type Connections, createAgent, type UndiciModule } from './agent.ts';
import { translate } from './translate.ts';
import { createTunnels } from './tunnels.ts';

/** The `fetch` of undici over connections of its own. */
export function createUndiciFetch(connections: Connections): typeof fetch {
  const undici = loadUndici();
  const tunnels = createTunnels();
  const dispatcher = createAgent(undici, connections, tunnels);
  let inFlight = 0;
  const send = async (...request: Parameters<typeof fetch>): Promise<Undici.Response> => {
    inFlight++;
    try {
      const { input, init } = translate(undici, ...request);
      // In Bun this is Bun's own, which knows no dispatcher, and goes through the proxy of the environment unless told not to.
      const url = URL.parse(String((request[0] as Partial<Request>).url ?? request[0]));
      const past = url && !connections.route(url) ? { proxy: false } : {};
      return await undici.fetch(input, { ...init, ...past, dispatcher });
    } finally {
      if (--inFlight === 0) tunnels.abandon();
    }
  };
  return send as unknown as typeof fetch; // two sets of types of one standard
}

const refused = (code: 'undici_not_installed' | 'undici_not_loaded'): InvalidInputError =>
  invalidInput('fetch', code, nodeHint(code));

function loadUndici(): UndiciModule {
  const found = findOptional('undici');
  if (!found) throw refused('undici_not_installed');
  try {
    return found.load() as UndiciModule; // what npm installed by that name
  } catch {
    throw refused('undici_not_loaded');
  }
}
