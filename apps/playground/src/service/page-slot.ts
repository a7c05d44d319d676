import { createStore, entries, get, set, type UseStore } from 'idb-keyval';

/** What a page left in this browser. */
interface Sealed {
  /** When it was written, epoch milliseconds. */
  readonly at: number;
  /** Not extractable: a copy of the database's files does not show what is in them. */
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

/**
 * Where one page keeps its state. Two pages that are open at once have a slot each. A page that is loaded again gets the slot that it
 * had, and a new page gets the slot of a page that was closed, if there is one.
 */
export interface PageSlot {
  readonly id: string;
  /** What was kept last; nothing if there is none, or if it cannot be read. */
  read(): Promise<unknown>;
  /** Keeps a JSON value, sealed. Says whether this browser let it. */
  write(value: unknown): Promise<boolean>;
}

const NAME = 'turbosmtp-auth-playground-pages';
const lockOf = (id: string): string => `${NAME}/${id}`;

/** How long the page that is being left may still have its slot, in milliseconds. */
const LEAVING = 2000;

/** Takes a slot for the life of the page. `false`: another page has it. */
function take(id: string, wait: boolean): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks; // not outside a secure context
  if (!locks) return Promise.resolve(true);
  return new Promise((resolve) => {
    const options = wait ? { signal: AbortSignal.timeout(LEAVING) } : { ifAvailable: true };
    locks
      .request(lockOf(id), options, (lock) => {
        resolve(lock !== null);
        return lock && new Promise<never>(() => {});
      })
      .catch(() => resolve(false));
  });
}

async function findSlot(store: UseStore): Promise<string> {
  const own = sessionStorage.getItem(NAME);
  if (own !== null && (await take(own, true))) return own;
  const left = await entries<string, Sealed>(store).catch(() => []);
  for (const [id] of left.toSorted(([, one], [, other]) => other.at - one.at))
    if (id !== own && (await take(id, false))) return id;
  const id = crypto.randomUUID();
  await take(id, false);
  return id;
}

/** Finds the slot of this page. */
export async function openPageSlot(): Promise<PageSlot> {
  const store = createStore(NAME, 'pages');
  const id = await findSlot(store).catch(() => crypto.randomUUID()); // where nothing may be kept
  try {
    sessionStorage.setItem(NAME, id);
  } catch {
    // Then a page that is loaded again finds its slot by its age.
  }
  let key: CryptoKey | undefined;
  const newKey = (): Promise<CryptoKey> =>
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  return {
    id,
    async read() {
      try {
        const sealed = await get<Sealed>(id, store);
        if (!sealed) return undefined;
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: sealed.iv },
          sealed.key,
          sealed.data,
        );
        key = sealed.key;
        return JSON.parse(new TextDecoder().decode(plain));
      } catch {
        return undefined;
      }
    },
    async write(value) {
      try {
        key ??= await newKey();
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const data = await crypto.subtle.encrypt(
          { name: 'AES-GCM', iv },
          key,
          new TextEncoder().encode(JSON.stringify(value)),
        );
        await set(id, { at: Date.now(), key, iv, data } satisfies Sealed, store);
        return true;
      } catch {
        return false;
      }
    },
  };
}
