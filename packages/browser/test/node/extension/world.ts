import { createSandbox, type Sandbox } from '@turbosmtp-auth/sandbox';
import { connectOver } from '../../../src/extension/connect/connect-over.ts';
import type { ExtensionSender } from '../../../src/extension/extension-api.ts';
import type { Entry, Journal } from '../../../src/extension/serve/journal.ts';
import { serveOver } from '../../../src/extension/serve/serve-over.ts';
import type { Link } from '../../../src/extension/wire/link.ts';
import {
  type ConnectedClient,
  type ConnectOptions,
  createClient,
  type ExtensionClient,
  memoryKeyStore,
  memoryLock,
  type ServeOptions,
} from '../../../src/extension.ts';

export const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
export const self = { id: 'the-extension', origin: 'chrome-extension://the-extension' };
export const popup: ExtensionSender = {
  id: self.id,
  origin: self.origin,
  url: `${self.origin}/popup.html`,
};
export const contentScript: ExtensionSender = {
  id: self.id,
  origin: 'https://shop.example',
  url: 'https://shop.example/cart',
  frameId: 0,
  tab: { id: 7, incognito: false },
};

/** A journal that outlives every background of a world. */
export function memoryJournal(): Journal & { entries: Entry[] } {
  const journal = {
    entries: [] as Entry[],
    begin: async (entry: Entry) => {
      const known = journal.entries.find(({ id }) => id === entry.id);
      if (!known) journal.entries.push(entry);
      return known;
    },
    end: async (id: string, outcome: Pick<Entry, 'state' | 'value' | 'error'>) => {
      journal.entries = journal.entries.map((each) => (each.id === id ? { ...each, ...outcome } : each));
    },
    remove: async (id: string, by: string) => {
      journal.entries = journal.entries.filter((each) => each.id !== id || each.by !== by);
    },
    list: async () => journal.entries,
  };
  return journal;
}

interface Side {
  message?: (message: unknown) => void;
  end?: () => void;
}

/** Two ends of a connection over which JSON goes, in order, and arrives later. */
function pair(): [Link, Link, cut: () => void] {
  const sides: [Side, Side] = [{}, {}];
  let over = false;
  const end = (at: 0 | 1): Link => ({
    post: (message) => {
      const text = JSON.stringify(message);
      queueMicrotask(() => {
        if (!over) sides[at === 0 ? 1 : 0].message?.(JSON.parse(text));
      });
    },
    hear: (message, ended) => Object.assign(sides[at], { message, end: ended }),
    end: () => {
      if (over) return;
      over = true;
      queueMicrotask(() => sides[at === 0 ? 1 : 0].end?.());
    },
  });
  const cut = (): void => {
    if (over) return;
    over = true;
    for (const side of sides) side.end?.();
  };
  return [end(0), end(1), cut];
}

export interface World {
  readonly service: Sandbox;
  readonly journal: ReturnType<typeof memoryJournal>;
  /** The client of the background that lives now. */
  readonly client: () => ExtensionClient;
  connect(sender?: ExtensionSender, options?: ConnectOptions): ConnectedClient & { leave(): void };
  /** Ends the background as a browser does: nothing of it goes on, and connections end. */
  kill(): void;
  /** How many connections were opened. */
  opened(): number;
  /** Requests that the service has seen. */
  seen(path: string): number;
  /** Lets no request through until the returned function is called; those of a dead background never come back. */
  hold(path: string): { arrived: Promise<void>; release(): void };
}

interface Life {
  readonly client: ExtensionClient;
  accept(link: Link, sender: ExtensionSender): void;
  dead: boolean;
}

/** A browser with an extension in it, whose background is begun when somebody connects. */
export function world(options: ServeOptions = {}, isServed = true): World {
  const service = createSandbox({ accounts: [account] });
  const journal = memoryJournal();
  const keyStore = memoryKeyStore(); // stands for storage.session, which outlives a background
  let boots = 0;
  let opened = 0;
  let holding: { path: string; arrive(): void; released: Promise<void> } | undefined;
  let life = undefined as Life | undefined; // assigned where the compiler does not look
  const cuts = new Set<() => void>();

  const live = (): Life => {
    if (life) return life;
    boots++;
    const own: Life = {
      dead: false,
      accept: () => undefined,
      client: createClient({
        keyStore,
        lock: memoryLock(), // a lock ends with its holder
        fetch: async (input, init) => {
          if (own.dead) return new Promise(() => undefined);
          const held = holding;
          if (held && String(input).includes(held.path)) {
            held.arrive();
            await held.released;
          }
          if (own.dead) return new Promise(() => undefined);
          return service.fetch(input, init);
        },
      }),
    };
    // What a dead background would still write stays unwritten.
    const alive =
      <A extends unknown[], T>(work: (...given: A) => Promise<T>) =>
      (...given: A): Promise<T> =>
        own.dead ? new Promise(() => undefined) : work(...given);
    serveOver(own.client, options, {
      boot: `boot-${boots}`,
      self,
      journal: {
        begin: alive((entry) => journal.begin(entry)),
        end: alive((id, outcome) => journal.end(id, outcome)),
        remove: alive((id, by) => journal.remove(id, by)),
        list: alive(() => journal.list()),
      },
      accept: (link) => {
        own.accept = link;
        return () => undefined;
      },
    });
    life = own;
    return own;
  };

  return {
    service,
    journal,
    client: () => live().client,
    opened: () => opened,
    seen: (path) => service.requests.list().filter((request) => request.path.endsWith(path)).length,
    connect: (sender = popup, connectOptions) => {
      let leave: () => void = () => undefined;
      const client = connectOver(() => {
        opened++;
        const [here, there, cut] = pair();
        leave = () => here.end();
        cuts.add(cut);
        if (isServed) {
          const { accept } = live();
          queueMicrotask(() => accept(there, sender));
        } else queueMicrotask(cut);
        return here;
      }, connectOptions);
      return Object.assign(client, { leave: () => leave() });
    },
    kill: () => {
      if (life) life.dead = true;
      life = undefined;
      for (const cut of cuts) cut();
      cuts.clear();
    },
    hold: (path) => {
      const arrived = Promise.withResolvers<void>();
      const released = Promise.withResolvers<void>();
      holding = { path, arrive: arrived.resolve, released: released.promise };
      return {
        arrived: arrived.promise,
        release: () => {
          holding = undefined;
          released.resolve();
        },
      };
    },
  };
}
