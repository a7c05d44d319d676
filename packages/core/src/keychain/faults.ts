import type { StorageFault } from '../errors/build.ts';

/** What went wrong with a keychain. */
export interface KeychainFault extends StorageFault {
  /** Why there is no keychain here at all; undefined where there is one that fails. */
  readonly absent?: string;
}

const unlock = 'Unlock the keychain, by logging in to the desktop or with its own program, and try again.';

/** There is no keychain. */
export interface KeychainAbsence extends KeychainFault {
  readonly absent: string;
}

const none = (absent: string, hint: string): KeychainAbsence => ({
  code: 'storage_unavailable',
  hint,
  absent,
});

/** No bus, so no one to ask. Linux and BSD. */
export const noSessionBus: KeychainAbsence = none(
  'there is no D-Bus session',
  'Run it in a desktop session or under `dbus-run-session`, or use a sealed file.',
);

/** The package that talks to keychains cannot be loaded. */
export const noKeyring: KeychainAbsence = none(
  'the package @napi-rs/keyring is not installed for this platform',
  'Install `@napi-rs/keyring`, or use a sealed file.',
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
    none(
      'no program here keeps secrets (Secret Service)',
      'Install GNOME Keyring, KWallet or KeePassXC, or use a sealed file.',
    ),
  ],
  [
    /no result found/,
    none('the Secret Service has no default keyring', 'Create a default keyring, or use a sealed file.'),
  ],
  [
    /logon session does not exist/i,
    none(
      'this Windows logon has no credential manager',
      'Log on interactively, or as a service with a password, or use a sealed file.',
    ),
  ],
  [
    /dismissed|IsLocked|locked object|interaction is not allowed|cancel+ed|access (?:is )?denied|not authori[sz]ed/i,
    { code: 'storage_denied', hint: unlock },
  ],
  [
    /recipient disconnected/,
    {
      code: 'storage_unavailable',
      hint: 'Try again: the program that keeps secrets ended, and may start anew.',
    },
  ],
  [/Did not receive a reply|NoReply|timed? ?out/i, { code: 'storage_timeout' }],
  [
    /LimitsExceeded|maximum number of active connections/,
    {
      code: 'storage_unavailable',
      hint: 'Try again when other programs have ended: the session bus has no connection left.',
    },
  ],
  [/not valid UTF-8/, { code: 'storage_damaged' }],
  [/longer than|too long/i, { code: 'storage_full' }],
];

/** What a message of `@napi-rs/keyring` means for a store. The message itself goes no further. */
export function keychainFault(message: string): KeychainFault {
  return faults.find(([pattern]) => pattern.test(message))?.[1] ?? { code: 'storage_unavailable' };
}
