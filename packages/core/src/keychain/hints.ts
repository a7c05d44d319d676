import { type GiveHint, hintsOf } from '../errors/hints.ts';

/** What to do about errors of OS keychains, in English. */
export const keychainHints = {
  no_session_bus:
    'Run the program in a desktop session or under `dbus-run-session`, or use `sealedFileKeyStore`.',
  no_keyring_package: 'Install `@napi-rs/keyring`, or use `sealedFileKeyStore`.',
  no_secret_service: 'Install GNOME Keyring, KWallet or KeePassXC, or use `sealedFileKeyStore`.',
  no_default_keyring: 'Create a default keyring, or use `sealedFileKeyStore`.',
  no_credential_manager:
    'Log on at the desktop, run the Windows service under an account with a password, or use `sealedFileKeyStore`: this logon has no Credential Manager.',
  keychain_locked:
    'Unlock the keychain by logging in to the desktop, or with the keychain’s own program, then try again.',
  secret_service_ended:
    'Try again: the Secret Service, such as GNOME Keyring, stopped and may be starting again.',
  session_bus_full: 'Try again later: the session bus has no free connection.',
  too_long_for_keychain:
    'Use another store: this record is longer than 1,000 characters, which a keychain may refuse.',
};

/** The hint for a reason of {@link keychainHints}. */
export const keychainHint: GiveHint<typeof keychainHints> = /* @__PURE__ */ hintsOf(keychainHints);
