import type { CommandTexts } from './command-texts.ts';

const chooseAnother = 'Choose another password: the rules are shown while you type it on a terminal.';
const storeKey =
  'Run turbosmtp-auth init, and then the line that it prints, or set TURBOSMTP_AUTH_STORE_KEY; or use a machine that has an OS keychain.';

export const english: CommandTexts = {
  messages: {
    storage_below_assurance: 'There is no place here to keep a key safely.',
  },
  hints: {
    invalid_input: 'Correct the values that are named below.',
    timeout: 'Try again, or allow more time with --timeout.',
    rate_limited: 'Wait before you try again.',
    signed_out: 'Log in, and try again.',
    invalid_authorization_key: 'Log in, and try again.',
    account_mismatch: 'Give each account a profile of its own with --profile, or log out first.',
    not_allowed_for_apikey: 'Log in with e-mail and password.',
    unknown: 'The code may be new: look for it in the documentation of the service.',
    storage_too_new: 'Update `@turbosmtp-auth/node`.',
    storage_below_assurance: storeKey,
    password_length_should_not_be_less_than_10_characters: chooseAnother,
    password_should_contain_at_least_one_uppercase_character: chooseAnother,
    password_should_contain_at_least_one_lowercase_character: chooseAnother,
    password_should_contain_at_least_one_digit: chooseAnother,
  },
  reasons: {
    not_the_service: 'Check the base URL: the base URL of the service ends in /api/v2.',
    outside_base_url:
      'Give a path such as /analytics, or a URL under the base URL: no other URL gets the key.',
    needs_api_key: 'Log in with e-mail and password: this needs an API key, not a consumer pair.',
    pair_has_no_key: 'Log in with e-mail and password: a consumer pair has no API key.',
    needs_consumer_pair:
      'Create and save a consumer pair, with which mail is sent: `turbosmtp-auth consumer-keys create --save --permission SEND_API`.',
    permissions_not_listed:
      'Give --permissions for the new pair: the service does not list the permissions of the old one.',
    token_check_needs_key:
      'Skip this check: reset-password needs no key, and reports whether the token is valid.',
    password_change_lost: 'Before you change the password again, find out which one is valid.',
    certificate_not_trusted: ({ code }) =>
      `The certificate of the service is not trusted (${code}): if this network intercepts TLS, give its certificate authority in NODE_EXTRA_CA_CERTS.`,
    directory_of_another_user: ({ user, directory, owner }) =>
      `Set XDG_STATE_HOME to a directory that this user (${user}) may write to: ${directory} belongs to user ${owner}.`,
    state_directory_unknown: ({ variable }) => `Set ${variable} to an absolute path.`,
    store_directory_missing: 'Set XDG_STATE_HOME to an absolute path.',
    lock_directory_missing: 'Set XDG_STATE_HOME to an absolute path.',
    read_only_file_system: 'Set XDG_STATE_HOME to a directory on a writable file system.',
    no_keychain_or_sealing_key: storeKey,
    no_keychain: storeKey,
    no_session_bus:
      'Run the command in a desktop session or under `dbus-run-session`, or set TURBOSMTP_AUTH_STORE_KEY for a sealed file.',
    no_keyring_package: 'Install `@napi-rs/keyring`, or set TURBOSMTP_AUTH_STORE_KEY for a sealed file.',
    no_secret_service:
      'Install GNOME Keyring, KWallet or KeePassXC, or set TURBOSMTP_AUTH_STORE_KEY for a sealed file.',
    no_default_keyring: 'Create a default keyring, or set TURBOSMTP_AUTH_STORE_KEY for a sealed file.',
    no_credential_manager:
      'Log on at the desktop, run this program as a user with a password, or set TURBOSMTP_AUTH_STORE_KEY for a sealed file.',
    keychain_process_refused:
      'If Node runs with `--permission`, add `--allow-child-process`. If the program is a single executable, run its script with Node instead. Or set TURBOSMTP_AUTH_STORE_KEY for a sealed file.',
  },
};
