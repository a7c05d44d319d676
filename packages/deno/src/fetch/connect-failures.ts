import type { ConnectFailure } from '@turbosmtp-auth/core/fetch';

// What a failed fetch says of itself in Deno: a `TypeError`, whose cause names the phase of Deno's HTTP client in words; or,
// where a permission is missing, `NotCapable`.

/**
 * Its connect phase: name not found, refused, unreachable, certificate not trusted. The URL is in the same text, but
 * no URL holds a space.
 */
const connecting = 'client error (Connect)';

const address: ConnectFailure = {
  reason: 'connect',
  hint: 'There was no connection to the service: check the base URL and the network; where the way out is a proxy, set HTTPS_PROXY.',
  passing: true,
};

const phrases: readonly (readonly [phrase: string, failure: ConnectFailure])[] = [
  [
    'dns error',
    {
      reason: 'name',
      hint: "The host of the base URL was not found: check its name, and this machine's DNS.",
      passing: true,
    },
  ],
  [
    'invalid peer certificate: Expired',
    {
      reason: 'certificate',
      hint: "The certificate of the service is not valid today: check this machine's clock.",
      passing: false,
    },
  ],
  [
    'invalid peer certificate: NotValidForName',
    {
      reason: 'certificate',
      hint: 'The certificate is for another host: check the base URL, and for a sign-in page on this network.',
      passing: false,
    },
  ],
  [
    'invalid peer certificate',
    {
      reason: 'certificate',
      hint: 'The certificate of the service is not trusted: where the network opens TLS, name its authority with `--cert` or in DENO_CERT, or set DENO_TLS_CA_STORE=system.',
      passing: false,
    },
  ],
];

const DEPTH = 5; // a cause may be its own cause

/** What kept a fetch that failed from sending anything; undefined: it may have sent something. */
export function connectFailure(error: unknown): ConnectFailure | undefined {
  let each = error;
  for (let depth = 0; depth < DEPTH && each instanceof Error; depth++) {
    const { name, message } = each;
    if (name === 'NotCapable') return notPermitted(message);
    if (message.includes(connecting))
      return phrases.find(([phrase]) => message.includes(phrase))?.[1] ?? address;
    each = each.cause;
  }
  return undefined;
}

/** `Requires net access to "example.com:443", …`: the service, or a proxy on the way to it. */
function notPermitted(message: string): ConnectFailure {
  const host = /net access to "([\w.:[\]-]+)"/.exec(message)?.[1];
  const flag = host === undefined ? '--allow-net' : `--allow-net=${host}`;
  return {
    reason: 'permission',
    hint: `Deno does not permit this program to reach the service: run it with \`${flag}\`.`,
    passing: false,
  };
}
