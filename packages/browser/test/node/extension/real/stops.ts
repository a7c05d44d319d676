import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where a background can be stopped, in the order of a call: see `scripts/stops.ts`. */
export type Place = 'journal' | 'request' | 'response' | 'stored' | 'answer';

/** Hears of the places that a background comes to. */
export interface Stops extends AsyncDisposable {
  /** What the background runs first. */
  readonly first: string;
  /** Stops the background at the n-th time that it comes to a place from now on. Settles when it is there. */
  at(place: Place, time?: number): Promise<void>;
}

export async function listenForStops(): Promise<Stops> {
  let armed: { place: Place; left: number; reached(): void } | undefined;
  const server = createServer(({ url }, reply) => {
    const stop = armed;
    const isStop = stop && url === `/${stop.place}` && --stop.left === 0;
    reply.end(isStop ? 'stop' : 'go');
    if (!isStop) return;
    armed = undefined;
    stop.reached();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // of a server that listens on a port
  return {
    first: `import { askAtEveryPlace } from './scripts/stops.ts'; askAtEveryPlace('http://127.0.0.1:${port}');`,
    at: (place, time = 1) =>
      new Promise((reached) => {
        armed = { place, left: time, reached };
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
