import { type ConsumerPermission, consumerPermissions } from './consumers.ts';
import type { Fault } from './faults/fault.ts';
import type { Mail } from './outbox.ts';
import {
  aBoolean,
  aFilledString,
  aNumber,
  anything,
  aString,
  assertShape,
  type Expectation,
  either,
  lastTime,
  listOf,
  oneOf,
  type Shape,
  shaped,
} from './shape.ts';
import { type Switches, switchShape } from './switches.ts';

/** All that a sandbox knows, as JSON data. It holds every password, key, secret and token of the sandbox. */
export interface SavedSandbox {
  /** Of this format. */
  readonly version: 1;
  /** Milliseconds that its clock is ahead of the machine's; of a frozen clock, its time. */
  readonly clock: number;
  /** The accounts, each with its password. */
  readonly accounts: readonly {
    /** Its address. */
    readonly email: string;
    /** Its password. */
    readonly password: string;
    /** Whether its calls are answered. */
    readonly active: boolean;
    /** The address of the account whose subaccount it is. Absent: it is no subaccount. */
    readonly parent?: string | undefined;
    /** Whether its plan has subaccounts. */
    readonly subaccounts: boolean;
  }[];
  /** The API keys that were not revoked. */
  readonly keys: readonly {
    /** The key. */
    readonly key: string;
    /** Address of the account. */
    readonly account: string;
    /** Epoch milliseconds on the sandbox's clock; `null`: never. */
    readonly expiresAt: number | null;
  }[];
  /** The consumer pairs, each with its secret. */
  readonly consumers: readonly {
    /** Address of the account. */
    readonly account: string;
    /** The consumer key. */
    readonly key: string;
    /** The consumer secret. */
    readonly secret: string;
    /** Empty if it has none. */
    readonly label: string;
    /** What it may be used for. */
    readonly permissions: readonly ConsumerPermission[];
    /** Addresses that it may be used from; empty: any. */
    readonly ips: readonly string[];
    /** Epoch milliseconds on the sandbox's clock. */
    readonly createdAt: number;
  }[];
  /** The reset tokens that were not used. */
  readonly tokens: readonly {
    /** The token. */
    readonly token: string;
    /** Address of the account. */
    readonly account: string;
    /** Epoch milliseconds on the sandbox's clock. */
    readonly expiresAt: number;
  }[];
  /** The mails of the outbox, the oldest first. */
  readonly mails: readonly Readonly<Mail>[];
  /** When somebody logged in, as far as a rate limit still counts it: epoch milliseconds on the sandbox's clock. */
  readonly logins: readonly number[];
  /** The faults that are not used up. */
  readonly faults: readonly Fault[];
  /** The setting of every switch. */
  readonly switches: Switches;
}

/** Of something that happened: a moment that a `Date` can hold. */
const epochMilliseconds: Expectation = (value) =>
  typeof value === 'number' && Math.abs(value) <= lastTime ? undefined : 'must be epoch milliseconds';

const shapeWith = (clock: Expectation): Shape => ({
  required: {
    version: oneOf([1]),
    clock,
    accounts: listOf(
      shaped({
        required: { email: aFilledString, password: aString, active: aBoolean, subaccounts: aBoolean },
        optional: { parent: aFilledString },
      }),
    ),
    keys: listOf(
      shaped({
        required: { key: aFilledString, account: aFilledString, expiresAt: either(oneOf([null]), aNumber) },
      }),
    ),
    consumers: listOf(
      shaped({
        required: {
          account: aFilledString,
          key: aFilledString,
          secret: aFilledString,
          label: aString,
          permissions: listOf(oneOf(consumerPermissions)),
          ips: listOf(aString),
          createdAt: epochMilliseconds,
        },
      }),
    ),
    tokens: listOf(
      shaped({ required: { token: aFilledString, account: aFilledString, expiresAt: aNumber } }),
    ),
    mails: listOf(
      shaped({
        required: {
          to: aString,
          subject: aString,
          text: aString,
          html: aString,
          sentAt: epochMilliseconds,
        },
        optional: { from: aString, token: aString, mid: aString },
      }),
    ),
    logins: listOf(epochMilliseconds),
    faults: listOf(anything), // each is judged when it is added
    switches: shaped(switchShape),
  },
});

/** @throws {InvalidShapeError} if it is not what a sandbox saved, or its clock is not what this sandbox's can be set to. */
export const assertSaved = (saved: unknown, clock: Expectation): void =>
  assertShape('saved sandbox', saved, shapeWith(clock));
