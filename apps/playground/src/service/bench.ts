import {
  type Client,
  type ClientEvent,
  type Clock,
  type ConsumerPair,
  type Credentials,
  createClient,
  indexedDBKeyStore,
  type KeyStore,
  memoryKeyStore,
  platform,
  systemClock,
  type TraceEvent,
} from '@turbosmtp-auth/browser';
import { type Exchange, recordingFetch } from './recorder.ts';
import { sandbox, sandboxBaseUrl } from './sandbox.ts';
import type { Traced } from './timeline.ts';

/** Which service the page talks to, and where it keeps the key. */
export interface BenchSettings {
  readonly service: 'sandbox' | 'live';
  /** Of the live service. */
  readonly baseUrl: string;
  /** `sealed`: IndexedDB. */
  readonly store: 'memory' | 'sealed';
  /** Lets the client log in again by itself. */
  readonly credentials?: () => Credentials;
}

/** A client and what is around it. */
export interface Bench {
  readonly settings: BenchSettings;
  readonly client: Client;
  /** A client of the same service with a consumer pair in place of a key. Whoever asks for it closes it. */
  readonly asConsumer: (pair: ConsumerPair) => Client;
  readonly keyStore: KeyStore;
  readonly clock: Clock;
}

/** What the page wants to hear of. */
export interface BenchListener {
  exchanged(exchange: Exchange): void;
  told(event: ClientEvent): void;
  /** An exchange is over: what the service did is kept before the client hears of it. */
  answered(): Promise<void>;
  traced(traced: Traced): void;
}

const events: readonly ClientEvent[] = ['login', 'renew', 'logout', 'expire', 'change'];

/** One store for the page's life; a store in memory lives as long as its client. */
let pageStore: KeyStore | undefined;

function openStore({ service, store }: BenchSettings): KeyStore {
  if (store === 'memory') return memoryKeyStore();
  if (service === 'live') return indexedDBKeyStore();
  pageStore ??= indexedDBKeyStore({ name: 'turbosmtp-auth-playground' });
  return pageStore;
}

/** Makes the client that every flow uses. The sandbox differs from the live service by its fetch and its clock alone. */
export function createBench(settings: BenchSettings, profile: string, listener: BenchListener): Bench {
  const isSandbox = settings.service === 'sandbox';
  const clock = isSandbox ? sandbox.clock : systemClock;
  const keyStore = openStore(settings);
  const fetch = isSandbox ? sandbox.fetch : platform.fetch;
  const recorded = recordingFetch(fetch, () => clock.now(), listener.exchanged);
  const kept: typeof fetch = (input, init) => recorded(input, init).finally(listener.answered);
  const common = {
    baseUrl: isSandbox ? sandboxBaseUrl : settings.baseUrl,
    fetch: isSandbox ? kept : recorded,
    clock,
    timeout: 10_000,
    trace: (event: TraceEvent) => listener.traced({ event, at: clock.monotonic() }),
  };
  const client = createClient({
    ...common,
    profile: isSandbox ? profile : 'playground',
    keyStore,
    ...(settings.credentials && { credentials: settings.credentials }),
  });
  for (const event of events) client.on(event, () => listener.told(event));
  const asConsumer = (pair: ConsumerPair): Client =>
    createClient({ ...common, keyStore: memoryKeyStore(), consumer: pair });
  return { settings, client, asConsumer, keyStore, clock };
}
