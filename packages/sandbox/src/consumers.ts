import type { Clock } from './clock.ts';
import { randomHex } from './random.ts';
import { aFilledString, aString, assertShape, listOf, oneOf, type Shape } from './shape.ts';

/** What a consumer pair may be used for. Told back by `GET /user/consumerKeys`; the sandbox does not enforce it. */
export const consumerPermissions = ['SEND_SMTP', 'SEND_API', 'APIS'] as const;
export type ConsumerPermission = (typeof consumerPermissions)[number];

/** A consumer pair that exists from the start. */
export interface Consumer {
  /** The address of the account the pair acts for. */
  readonly account: string;
  readonly key: string;
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
  account: string;
  key: string;
  label: string;
  permissions: ConsumerPermission[];
  ips: string[];
  createdAt: number;
}

const consumerShape: Shape = {
  required: { account: aFilledString, key: aFilledString, secret: aFilledString },
  optional: { label: aString, permissions: listOf(oneOf(consumerPermissions)), ips: listOf(aString) },
};

export interface Consumers {
  /**
   * Adds a pair, or replaces the one with that key.
   *
   * @throws InvalidShapeError when it is not a pair.
   */
  add(consumer: Consumer): void;
  list(): ListedConsumer[];
}

interface ConsumerState extends ListedConsumer {
  readonly secret: string;
}

export interface ConsumerRegister extends Consumers {
  mint(consumer: Omit<Consumer, 'key' | 'secret'>): { key: string; secret: string };
  /** The account a pair belongs to, unless the key is unknown or the secret is not its own. */
  owner(key: string, secret: string): string | undefined;
  /** Removes the pair if it is that account's, and says whether it was. */
  remove(key: string, account: string): boolean;
  clear(): void;
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
      const pair = { key: randomHex(16), secret: randomHex(24) };
      add({ ...consumer, ...pair });
      return pair;
    },
    owner(key, secret) {
      const pair = pairs.get(key);
      return pair && pair.secret === secret ? pair.account : undefined;
    },
    remove: (key, account) => pairs.get(key)?.account === account && pairs.delete(key),
    list: () => [...pairs.values()].map(({ secret: _secret, ...listed }) => structuredClone(listed)),
    clear: () => pairs.clear(),
  };
}
