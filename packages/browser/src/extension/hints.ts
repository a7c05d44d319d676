import { type GiveHint, hintsOf } from '@turbosmtp-auth/core';

/** What to do about errors of an extension's background, in English. */
export const extensionHints = {
  // The way to the service.
  host_permission_missing: ({ pattern }: { readonly pattern: string }): string =>
    `Add \`${pattern}\` to \`host_permissions\` in the manifest, and have the user grant it: without this permission, the request was not sent.`,

  // Where keys are kept.
  no_session_area: 'Add `storage` to `permissions` in the manifest, and create the client in the background.',
  session_area_full: 'Remove other data that the extension keeps in `storage.session`.',
  session_area_closed: 'Use the client in the background: other contexts may not read its keys.',
  incognito_split:
    'Set `incognito` to `spanning` in the manifest: with `split`, private windows cannot open the stored records.',
  needs_remember: 'Set `remember` to true, or leave `noExpire` out: a key that never expires must be kept.',
  remember_per_login:
    'Leave `noExpire` out of `createClient`. Give `login` both `noExpire: true` and `remember: true`.',

  // What a caller may ask.
  caller_not_allowed: 'Allow this operation for this context in the option `allow` of `serveClient`.',
  body_over_port:
    'Make this call in the background: its body is larger than 5 MB, which is the most that can be sent from here.',
  own_operation_failed:
    'Look in the console of the background: a function in the option `answer` threw an error.',
  not_for_content_scripts:
    'Leave `login` and `fetch` out of this list, because a content script runs within a web page. Instead, write an operation of your own in the option `answer` of `serveClient`, and call that.',
};

/** The hint for a reason of {@link extensionHints}. */
export const extensionHint: GiveHint<typeof extensionHints> = /* @__PURE__ */ hintsOf(extensionHints);
