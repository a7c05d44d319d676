import { type ConnectFailure, connectHint } from '@turbosmtp-auth/core';
import { denoHint } from '../hints.ts';
import { NotPermitted } from './not-permitted.ts';

// What a failed fetch says of itself in Deno: a `TypeError`, whose cause names the phase of Deno's HTTP client in words. If
// a permission is missing that was not checked before, such as that of a proxy, it is `NotCapable`.

/**
 * Its connect phase: name not found, refused, unreachable, certificate not trusted. The URL is in the same text, but
 * no URL holds a space.
 */
const connecting = 'client error (Connect)';

const address: ConnectFailure = {
  systemCode: 'connect',
  ...connectHint('no_connection', {}),
  passing: true,
};

/** Between the connection and the certificate: what is no TLS, what rustls and the server cannot agree on, and what ends there. */
const handshake = (passing: boolean): ConnectFailure => ({
  systemCode: 'handshake',
  ...connectHint('handshake_failed', {}),
  passing,
});

const phrases: readonly (readonly [phrase: string, failure: ConnectFailure])[] = [
  [
    'dns error',
    {
      systemCode: 'name',
      ...connectHint('host_not_found', {}),
      passing: true,
    },
  ],
  [
    'invalid peer certificate: Expired',
    {
      systemCode: 'certificate',
      ...connectHint('certificate_not_valid_now', {}),
      passing: false,
    },
  ],
  [
    'invalid peer certificate: NotValidForName',
    {
      systemCode: 'certificate',
      ...connectHint('certificate_of_another_host', {}),
      passing: false,
    },
  ],
  [
    'invalid peer certificate',
    {
      systemCode: 'certificate',
      ...denoHint('certificate_not_trusted'),
      passing: false,
    },
  ],
  ['tcp connect error', address],
];

const DEPTH = 5; // a cause may be its own cause

/** What kept a fetch that failed from sending anything; undefined: it may have sent something. */
export function connectFailure(error: unknown): ConnectFailure | undefined {
  let each = error;
  for (let depth = 0; depth < DEPTH && each instanceof Error; depth++) {
    const { name, message } = each;
    if (each instanceof NotPermitted) return notPermitted(each.flag);
    if (name === 'NotCapable') return notPermitted(flagIn(message));
    if (message.includes(connecting))
      return phrases.find(([phrase]) => message.includes(phrase))?.[1] ?? afterConnecting(message);
    each = each.cause;
  }
  return undefined;
}

const notPermitted = (flag: string): ConnectFailure => ({
  systemCode: 'permission',
  ...denoHint('net_not_permitted', { flag }),
  passing: false,
});

/** `Requires net access to "example.com:443", …`: the service, or a proxy on the way to it. */
function flagIn(message: string): string {
  const host = /net access to "([\w.:[\]-]+)"/.exec(message)?.[1]?.replace(/:443$/, '');
  return host === undefined ? '--allow-net' : `--allow-net=${host}`;
}

/** Without TLS there is no handshake to fail. */
const afterConnecting = (message: string): ConnectFailure =>
  message.includes('(https:') ? handshake(/reset by peer|handshake eof/.test(message)) : address;
