import { type GiveHint, hintsOf } from '@turbosmtp-auth/core';

/** What to do about errors of this package, in English. */
export const denoHints = {
  certificate_not_trusted:
    'The certificate of the service is not trusted: if this network intercepts TLS, give its certificate authority with `--cert` or in DENO_CERT, or set DENO_TLS_CA_STORE=system.',
  net_not_permitted: ({ flag }: { flag: string }): string =>
    `Run this program with \`${flag}\`: Deno does not permit it to reach the service.`,
  files_not_permitted: ({ flags }: { flags: string }): string =>
    `Run this program with \`${flags}\`: Deno does not permit it to use this directory.`,
  directory_not_resolved:
    'Give the path itself: `~` and `file:` are not resolved. `Deno.env.get("HOME")` gives the home directory.',
  keychain_not_permitted: ({ flag }: { flag: string }): string =>
    `Use \`sealedFileKeyStore\`, or run this program with \`${flag}\`, which gives up Deno's sandbox: the keychain needs native code.`,
};

/** The hint for a reason of {@link denoHints}. */
export const denoHint: GiveHint<typeof denoHints> = /* @__PURE__ */ hintsOf(denoHints);
