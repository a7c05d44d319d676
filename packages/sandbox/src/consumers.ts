import type { Clock } from './clock.ts';
import { randomHex, randomLettersAndDigits } from './random.ts';
import { aFilledString, aString, assertShape, listOf, oneOf, type Shape } from './shape.ts';

/** What a consumer pair may be used for. Told back by `GET /user/consumerKeys`, and enforced if the switch `enforcePermissions` is set. */
export const consumerPermissions = ['SEND_SMTP', 'SEND_API', 'APIS'] as const;
/** Mail by SMTP, mail by HTTP, or the rest of the API (contract, "Beyond authentication"). */
export type ConsumerPermission = (typeof consumerPermissions)[number];

/** A consumer pair that exists from the start. */
export interface Consumer {
  /** The address of the account the pair acts for. */
  readonly account: string;
  /** Sent as `consumerKey`. Not empty. */
  readonly key: string;
  /** Sent as `consumerSecret`. Not empty. */
  readonly secret: string;
  /** Default: empty. */
  readonly label?: string | undefined;
  /** Default: all of them. */
  readonly permissions?: readonly ConsumerPermission[] | undefined;
  /** Default: none. */
  readonly ips?: readonly string[] | undefined;
}

/** A consumer pair as it is listed: everything but the secret. */
export interface ListedConsumer {
  /** Address of the account. */
  account: string;
  /** The consumer key. */
  key: string;
  /** Empty if it has none. */
  label: string;
  /** What it may be used for. */
  permissions: ConsumerPermission[];
  /** Addresses that it may be used from; empty: any. */
  ips: string[];
  /** Epoch milliseconds on the sandbox's clock. */
  createdAt: number;
}

const consumerShape: Shape = {
  required: { account: aFilledString, key: aFilledString, secret: aFilledString },
  optional: { label: aString, permissions: listOf(oneOf(consumerPermissions)), ips: listOf(aString) },
};

/** The consumer pairs of a sandbox. */
export interface Consumers {
  /**
   * Adds a pair, or replaces the one with that key.
   *
   * @throws {InvalidShapeError} if it is not a pair.
   */
  add(consumer: Consumer): void;
  /** In the order in which they were added. */
  list(): ListedConsumer[];
}

interface ConsumerState extends ListedConsumer {
  readonly secret: string;
}

export interface ConsumerRegister extends Consumers {
  mint(consumer: Omit<Consumer, 'key' | 'secret'>): { key: string; secret: string };
  /** The pair, unless the key is unknown or the secret is not its own. */
  find(key: string, secret: string): ListedConsumer | undefined;
  /** Removes the pair if it is that account's, and says whether it was. */
  remove(key: string, account: string): boolean;
  save(): ConsumerState[];
  restore(saved: readonly Readonly<Omit<ConsumerState, 'permissions' | 'ips'> & SavedLists>[]): void;
  clear(): void;
}

interface SavedLists {
  readonly permissions: readonly ConsumerPermission[];
  readonly ips: readonly string[];
}

export function createConsumers(clock: Clock): ConsumerRegister {
  const pairs = new Map<string, ConsumerState>();

  function add(consumer: Consumer): void {
    assertShape('consumer pair', consumer, consumerShape);
    const { account, key, secret, label = '', permissions = consumerPermissions, ips = [] } = consumer;
    pairs.set(key, {
      account,
      key,
      secret,
      label,
      permissions: [...permissions],
      ips: [...ips],
      createdAt: clock.now(),
    });
  }

  return {
    add,
    mint(consumer) {
      const pair = { key: randomHex(16), secret: randomLettersAndDigits(32) };
      add({ ...consumer, ...pair });
      return pair;
    },
    find(key, secret) {
      const pair = pairs.get(key);
      return pair && pair.secret === secret ? pair : undefined;
    },
    remove: (key, account) => pairs.get(key)?.account === account && pairs.delete(key),
    list: () => [...pairs.values()].map(({ secret: _secret, ...listed }) => structuredClone(listed)),
    save: () => structuredClone([...pairs.values()]),
    restore(saved) {
      pairs.clear();
      for (const pair of saved)
        pairs.set(pair.key, { ...pair, permissions: [...pair.permissions], ips: [...pair.ips] });
    },
    clear: () => pairs.clear(),
  };
}
