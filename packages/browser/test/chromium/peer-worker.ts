import type { KeyStore, Slot, StoredRecord } from '@turbosmtp-auth/core';
import { indexedDBKeyStore } from '../../src/indexeddb-key-store.ts';
import { webLock } from '../../src/web-lock.ts';

/** What another tab is asked to do. */
export type Order =
  | { readonly verb: 'get'; readonly database: string; readonly slot: Slot }
  | {
      readonly verb: 'set';
      readonly database: string;
      readonly slot: Slot;
      readonly record: StoredRecord;
      readonly ifGen?: string | null;
    }
  /** Takes the lock, says `held`, gives it back after `hold` milliseconds, and answers when that was. */
  | { readonly verb: 'lock'; readonly name: string; readonly hold: number };

const stores = new Map<string, KeyStore>();
const lock = webLock();

function storeOf(name: string): KeyStore {
  const store = stores.get(name) ?? indexedDBKeyStore({ name });
  stores.set(name, store);
  return store;
}

async function obey(order: Order, port: MessagePort): Promise<unknown> {
  switch (order.verb) {
    case 'get':
      return storeOf(order.database).get(order.slot);
    case 'set':
      return order.ifGen === undefined
        ? storeOf(order.database).set(order.slot, order.record)
        : storeOf(order.database).set(order.slot, order.record, order.ifGen);
    case 'lock':
      return lock(order.name, async () => {
        port.postMessage({ held: true });
        await new Promise((resolve) => setTimeout(resolve, order.hold));
        return Date.now();
      });
  }
}

self.onmessage = async ({ data, ports: [port] }: MessageEvent<Order>) => {
  if (!port) return;
  try {
    port.postMessage({ result: await obey(data, port) });
  } catch (error) {
    port.postMessage({ error: `${Object(error).code}: ${error}` });
  }
};
