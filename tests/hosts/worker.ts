import { createClient, memoryKeyStore, memoryLock } from '@turbosmtp-auth/core';
import type { Visit } from '../suite/run-suite.ts';
import { conformance } from './conformance.ts';

/** The worker itself, for requests that it makes of itself. */
interface Bindings {
  readonly SELF: { fetch(url: string): Promise<Response> };
}

const newPlatform = () => ({
  name: 'workerd',
  fetch: globalThis.fetch.bind(globalThis),
  keyStore: memoryKeyStore(),
  lock: memoryLock(),
});

// Where no timer, signal or random value may be made: the worker does not start if a client makes one.
createClient(newPlatform(), { credentials: { email: 'ada@example.com', password: 'Correct-Horse-9' } });

/** What requests of this worker to itself are to do, by their number. */
const visits = new Map<string, () => Promise<void>>();
let count = 0;

/** Runs work in a request of its own, which ends with it, or as soon as its visitor left. */
const visitOf =
  ({ SELF }: Bindings): Visit =>
  async <T>(work: () => Promise<T>, hasLeft?: () => Promise<void>) => {
    const id = String(++count);
    const result: { outcome?: () => T } = {};
    visits.set(id, async () => {
      const done = work().then(
        (value) => {
          result.outcome = () => value;
        },
        (error) => {
          result.outcome = () => {
            throw error;
          };
        },
      );
      await Promise.race([done, hasLeft?.() ?? done]);
    });
    const reply = await SELF.fetch(`http://self/?visit=${id}`);
    // A request is not over before its answer is read.
    const text = await reply.text();
    if (!reply.ok) throw new Error(text);
    return result.outcome?.();
  };

export default {
  /** `?origin=` names the sandbox to call over HTTP, `?visit=` what a request of the worker to itself does. */
  async fetch(request: Request, bindings: Bindings): Promise<Response> {
    const { searchParams } = new URL(request.url);
    const visit = visits.get(searchParams.get('visit') ?? '');
    if (visit) {
      await visit();
      return new Response('done');
    }
    const platform = newPlatform();
    return Response.json(
      await conformance(
        {
          createClient: (options) => createClient(platform, options),
          parts: { keyStore: platform.keyStore, lock: platform.lock },
          inspect: String,
          visit: visitOf(bindings),
        },
        searchParams.get('origin') ?? '',
      ),
    );
  },
};
