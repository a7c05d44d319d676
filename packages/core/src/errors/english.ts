import type { ErrorCode } from './codes.ts';
import type { HintTable } from './hints.ts';

/** What an error says, in one language: what happened, and what to do next. Fixed texts, one of each per code. */
export type ErrorTexts = Readonly<Record<ErrorCode, readonly [message: string, hint: string]>> & {
  /** Said of an error that is not this library's. Default: English. Spelt unlike any code. */
  readonly otherError?: string;
  /** The hints of errors that have a better one than their code's, by `reason`. English has them where they are thrown. */
  readonly reasons?: HintTable;
  /** What is wrong with a field, by the code of its issue, if the code is not one of the above. English has it in the issue. */
  readonly issues?: Readonly<Record<string, string>>;
};

const needsKey = 'Log in, or give the client `credentials`, and try again.';
const ruleHint = 'Choose another password; `checkPassword` can check one while it is typed.';

/** The texts of every error, in English. */
export const english: ErrorTexts = /* @__PURE__ */ Object.freeze<ErrorTexts>({
  // Said by the client.
  invalid_input: ['The input was refused before anything was sent.', 'Correct the input, and try again.'],
  network: [
    'The service could not be reached.',
    'Check the connection, the proxy and the base URL, then try again.',
  ],
  timeout: ['The call did not end in time.', 'Try again, or allow more time with `timeout`.'],
  outcome_unknown: [
    'No answer to the request arrived, so it is not known whether the request took effect.',
    'Before you repeat the request, find out what happened.',
  ],
  redirect_refused: [
    'The answer was a redirect, which is never followed with credentials.',
    'Check the base URL, and check for a proxy or a sign-in page on this network.',
  ],
  unexpected_response: [
    'The answer is not what was expected.',
    'Check the base URL, and check for a proxy, a firewall or a sign-in page on this network.',
  ],
  rate_limited: [
    'The service asked you to slow down.',
    'Try again after `retryAt`, and reuse one client to avoid extra logins.',
  ],
  server_error: ['The service failed to handle the request.', 'Try again later.'],
  signed_out: ['There is no key to use.', needsKey],
  account_mismatch: [
    'Another account is signed in with this profile.',
    'Give each account a `profile` of its own, or call `logout` first.',
  ],
  not_allowed: [
    'This call is not allowed here.',
    'Make this call in the background of the extension, or have the background allow it here.',
  ],
  closed: [
    'This client was closed.',
    'Keep the client open until its last call: `close()` closes it, and so does the end of an `await using` block.',
  ],
  unknown: [
    'The call failed for a reason that this package does not know.',
    'See `status` and `serverCode`.',
  ],
  storage_unavailable: [
    'The key store cannot be used.',
    'Check that it is installed, running and reachable.',
  ],
  storage_denied: [
    'The key store denied access.',
    'Unlock the keychain, or give this user access to the directory of the store.',
  ],
  storage_insecure: [
    'Others can read or write the key store, so it was not used.',
    'Give its directory mode 0700 and its files mode 0600; all must belong to this user, and must not be links.',
  ],
  storage_damaged: [
    'A stored record is damaged, so it was not used.',
    'Move the damaged record away or delete it, then log in again.',
  ],
  storage_wrong_key: [
    'A stored record is sealed with another key, so it was not used.',
    'Configure the sealing key that the record was sealed with.',
  ],
  storage_misplaced: [
    'A stored record is for another profile, service or purpose, so it was not used.',
    'If records were copied or renamed, undo that; otherwise delete this record and log in again.',
  ],
  storage_too_new: [
    'A stored record was written by a newer version, so it was not used.',
    'Update this package.',
  ],
  storage_full: [
    'The key store has no room for this write; nothing in it changed.',
    'Free some space and try again.',
  ],
  storage_timeout: [
    'The key store did not answer in time.',
    'Check whether the store hangs or shows an unlock prompt, then try again.',
  ],
  storage_below_assurance: [
    'No key store here is as safe as `minAssurance` requires.',
    'Give the client a safer key store, or lower `minAssurance`.',
  ],

  // Said by the service.
  missing_required_parameter: [
    'A required value is missing; the service does not say which.',
    'Give every required value.',
  ],
  missing_required_parameter_email: ['The e-mail address is missing.', 'Give the e-mail address.'],
  wrong_credentials_specified: [
    'The e-mail address or the password is wrong.',
    'Check both; if you forgot the password, reset it.',
  ],
  missing_authorization_key: [
    'The service saw no API key.',
    'Check for a proxy that removes the Authorization header.',
  ],
  invalid_authorization_key: ['The service did not accept the key.', needsKey],
  account_is_inactive: ['The account is inactive.', 'Activate the account with the service, then try again.'],
  invalid_mail_address: [
    'The service considers the e-mail address invalid.',
    'Check the address of the account.',
  ],
  current_password_is_missing: ['The current password is missing.', 'Give the current password.'],
  current_password_can_not_be_empty: ['The current password is empty.', 'Give the current password.'],
  password_is_missing: ['The new password is missing.', 'Give a new password.'],
  password_length_should_not_be_less_than_10_characters: [
    'The new password has fewer than 10 characters.',
    ruleHint,
  ],
  password_should_contain_at_least_one_uppercase_character: [
    'The new password has no uppercase letter.',
    ruleHint,
  ],
  password_should_contain_at_least_one_lowercase_character: [
    'The new password has no lowercase letter.',
    ruleHint,
  ],
  password_should_contain_at_least_one_digit: ['The new password has no digit.', ruleHint],
  confirm_password_is_missing: [
    'The confirmation of the new password is missing.',
    'Type the new password again.',
  ],
  password_should_equal_confirm_password: [
    'The new password and its confirmation differ.',
    'Type the new password again.',
  ],
  new_password_should_not_equal_current_password: [
    'The new password equals the current one.',
    'Choose another password.',
  ],
  empty_request_body: ['The service saw no request body.', 'Check for a proxy that removes the body.'],
  password_is_invalid: ['The current password is wrong.', 'Check it; if you forgot the password, reset it.'],
  not_allowed_for_apikey: [
    'This is not allowed with a consumer pair.',
    'Log in with e-mail and password instead.',
  ],
  email_not_found: ['No account has this e-mail address.', 'Check the address.'],
  key_not_found: ['The account has no such consumer key.', 'List the consumer keys to see which ones exist.'],
  forgot_password_token_is_missing: ['The reset token is missing.', 'Copy the token from the reset mail.'],
  token_is_missing: ['The reset token is missing.', 'Copy the token from the reset mail.'],
  token_can_not_be_empty: ['The reset token is empty.', 'Copy the token from the reset mail.'],
  token_is_invalid: [
    'The reset token is unknown, used or expired.',
    'Request a new reset mail; a token is valid for one hour.',
  ],
});
