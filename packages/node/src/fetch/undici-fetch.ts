import { type Connections, createAgent, type UndiciModule } from './agent.ts';
import { createTunnels } from './tunnels.ts';

/** The `fetch` of undici over connections of its own. */
export function createUndiciFetch(undici: UndiciModule, connections: Connections): typeof fetch {
  const tunnels = createTunnels();
  const dispatcher = createAgent(undici, connections, tunnels);
  let inFlight = 0;
  const send = async (input: string | URL | Request, init?: RequestInit): Promise<unknown> => {
    inFlight++;
    try {
      // Its types are its own, but what it takes and gives is what the standard says, as it is with Node's.
      return await undici.fetch(portable(undici, input, init) as string, { ...(init as object), dispatcher });
    } finally {
      if (--inFlight === 0) tunnels.abandon();
    }
  };
  return send as typeof fetch;
}

/** What makes up a request, apart from its URL and its body. */
const members = [
  'method',
  'headers',
  'redirect',
  'signal',
  'mode',
  'credentials',
  'cache',
  'integrity',
  'keepalive',
  'referrer',
  'referrerPolicy',
] as const;

/** undici knows no Request but its own: one of Node's, or of a polyfill, would be read as a URL. */
function portable(undici: UndiciModule, input: unknown, init: RequestInit | undefined): unknown {
  if (!isRequest(input) || input instanceof undici.Request) return input;
  const replaced = init?.body !== undefined && init.body !== null;
  const own = Object.fromEntries(members.map((name) => [name, input[name]]));
  return new undici.Request(input.url, {
    ...own,
    ...(!replaced && input.body && { body: input.body, duplex: 'half' }),
  } as object);
}

const isRequest = (input: unknown): input is Request =>
  typeof input === 'object' && input !== null && 'url' in input && typeof input.url === 'string';
