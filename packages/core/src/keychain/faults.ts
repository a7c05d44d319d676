import type { StorageFault } from '../errors/build.ts';
import { keychainHint, type keychainHints } from './hints.ts';

/** What went wrong with a keychain. */
export interface KeychainFault extends StorageFault {
  /** Why there is no keychain here at all; undefined where there is one that fails. */
  readonly absent?: string;
}

/** There is no keychain. */
export interface KeychainAbsence extends KeychainFault {
  /** Why. */
  readonly absent: string;
}

const none = (absent: string, reason: keyof typeof keychainHints): KeychainAbsence =>
  Object.freeze({ code: 'storage_unavailable', ...keychainHint(reason), absent });

/** No bus, so no one to ask. Linux and BSD. */
export const noSessionBus: KeychainAbsence = none('there is no D-Bus session', 'no_session_bus');

/** The package that talks to keychains cannot be loaded. */
export const noKeyring: KeychainAbsence = none(
  'the package @napi-rs/keyring is not installed for this platform',
  'no_keyring_package',
);

/**
 * What `@napi-rs/keyring` says, by its message, since its errors have neither classes nor codes. The first that
 * matches counts.
 */
const faults: readonly (readonly [RegExp, KeychainFault])[] = [
  [/native binding|Cannot find module/i, noKeyring],
  [/autolaunch|Failed to connect to .*(?:No such file|Connection refused)/, noSessionBus],
  [
    /not provided by any|ServiceUnknown|NameHasNoOwner/,
    none('no program here keeps secrets (Secret Service)', 'no_secret_service'),
  ],
  [/no result found/, none('the Secret Service has no default keyring', 'no_default_keyring')],
  [
    /logon session does not exist/i,
    none('this Windows logon has no credential manager', 'no_credential_manager'),
  ],
  [
    /dismissed|IsLocked|locked object|interaction is not allowed|cancel+ed|access (?:is )?denied|not authori[sz]ed/i,
    { code: 'storage_denied', ...keychainHint('keychain_locked') },
  ],
  [
    /recipient disconnected/,
    {
      code: 'storage_unavailable',
      ...keychainHint('secret_service_ended'),
    },
  ],
  [/Did not receive a reply|NoReply|timed? ?out/i, { code: 'storage_timeout' }],
  [
    /LimitsExceeded|maximum number of active connections/,
    {
      code: 'storage_unavailable',
      ...keychainHint('session_bus_full'),
    },
  ],
  [/not valid UTF-8/, { code: 'storage_damaged' }],
  [/longer than|too long/i, { code: 'storage_full' }],
];

/** What a message of `@napi-rs/keyring` means for a store. The message itself goes no further. For authors of adapters. */
export function keychainFault(message: string): KeychainFault {
  return faults.find(([pattern]) => pattern.test(message))?.[1] ?? { code: 'storage_unavailable' };
}
