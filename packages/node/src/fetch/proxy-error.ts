import { UnreachableError } from '@turbosmtp-auth/core/fetch';

/** The reason of every failure on the way through a proxy. */
export const PROXY = 'PROXY';

const refusals: Readonly<Record<number, string>> = {
  403: 'The proxy does not allow the way to the service: ask whoever runs it.',
  407: 'The proxy asks for a user name and a password, or refused them: write them into its URL.',
  502: 'The proxy could not reach the service: check the base URL, then ask whoever runs the proxy.',
  503: 'The proxy could not reach the service: try again later.',
  504: 'The proxy got no answer from the service: try again later.',
};

/** For a proxy that answered with this status instead of connecting. */
export const proxyRefused = (status: number): UnreachableError =>
  new UnreachableError({
    reason: PROXY,
    hint: refusals[status] ?? `The proxy answered ${status} instead of connecting to the service.`,
    passing: status >= 500,
  });

/** For a proxy that did not answer at all. The code is a system call's, OpenSSL's or Node's: fixed words all. */
export function proxyFailed({ code }: NodeJS.ErrnoException): UnreachableError {
  const reason = code !== undefined && /^[A-Z\d_]{2,50}$/.test(code) ? ` (${code})` : '';
  return new UnreachableError({
    reason: PROXY,
    hint: `There was no connection through the proxy${reason}: check its address, and for an https proxy its certificate.`,
    passing: true,
  });
}
