import { type GiveHint, hintsOf } from './hints.ts';

/** What was typed, by the kind of its field. */
interface Typed {
  readonly field: 'email' | 'password' | 'token';
}

const typed = { email: 'e-mail address', password: 'password', token: 'token' } as const;

/** What to do about the errors of a client, in English, where that depends on more than the code. */
export const clientHints = {
  // Options and targets.
  not_a_url: 'Give an absolute URL, such as https://host/api/v2.',
  not_https: 'Use https, so that the key does not travel in clear text. Plain http is for loopback only.',
  credentials_in_url: 'Leave the user name and the password out of the URL.',
  query_or_fragment: 'Leave the query and the fragment out of the base URL.',
  not_url_characters: 'Write the URL with forward slashes (/), and without spaces or line breaks.',
  outside_base_url:
    'Give a path such as `/analytics`, or a URL under the base URL; for another service use plain `fetch`.',

  // Which key a call takes.
  needs_api_key: 'Use a client with an API key: log in with e-mail and password instead of a consumer pair.',
  pair_has_no_key:
    'Give the client `credentials` too: this call needs an API key, and a consumer pair has none.',
  needs_consumer_pair:
    'Give the client a `consumer`: mail is sent with a consumer pair, not with an API key.',
  no_consumer_pair:
    'Save a consumer pair, for example with `turbosmtp-auth consumer-keys create --save --permission SEND_API`: this call needs one, and the store has none for this profile and service.',
  token_check_needs_key:
    'Do not call `verifyResetToken`: `resetPassword` needs no key, and reports whether the reset token is valid.',

  // The shape of an input that was refused.
  input_padded: ({ field }: Typed): string => `Check the ${typed[field]}: it begins or ends with a space.`,
  input_quoted: ({ field }: Typed): string =>
    `Give the ${typed[field]} without quotation marks, unless they belong to it.`,
  input_invisible: ({ field }: Typed): string =>
    `Type the ${typed[field]} again: it contains an invisible character, such as a byte order mark.`,
  token_is_a_link: 'Give the token alone: this is a whole link.',

  // An answer that was lost.
  login_lost: 'Log in again. If a key was created, it expires within two hours.',
  login_lost_without_expiry:
    'Log in again. The service may have made a key that never expires and is not stored here: ask turboSMTP support to revoke it.',
  password_change_lost: 'Call `settlePasswordChange` to find out which password is valid now.',
  reset_mail_lost:
    'Look for the e-mail in the inbox of the account: it may have been sent. If it is not there, request it again.',
  password_reset_lost: 'Try to log in with the new password before you use the token again.',
  consumer_key_creation_lost:
    'List the consumer keys. If there is a new one that this program did not save, delete it, because its secret is lost. Then create a key again.',
  consumer_key_deletion_lost: 'List the consumer keys to see whether the key was deleted.',

  // An answer that is not what it should be.
  not_json: ({ mediaType }: { mediaType: string }): string =>
    `The answer was ${mediaType}, not JSON: check the base URL, and check for a proxy, a firewall or a sign-in page on this network.`,

  // The session and its records.
  login_overtaken:
    'The key of this login was not kept, because another login, a logout or `close()` finished during it. Log in again if you still want to.',
  revocation_queue_full:
    'Too many keys are waiting to be revoked. When the service can be reached, log out again: that revokes them all.',
  record_replaced_while_written:
    'Try again: another program kept replacing the record while this program tried to write it.',
};

/** The hint for a reason of {@link clientHints}. */
export const clientHint: GiveHint<typeof clientHints> = /* @__PURE__ */ hintsOf(clientHints);
