import { type Hint, UnreachableError } from '@turbosmtp-auth/core';
import { nodeHint } from '../hints.ts';

/** The system code of every failure on the way through a proxy. */
export const PROXY = 'PROXY';

const refusals: Readonly<Record<number, Hint>> = {
  403: nodeHint('proxy_refused'),
  407: nodeHint('proxy_credentials'),
  502: nodeHint('proxy_bad_gateway'),
  503: nodeHint('proxy_unavailable'),
  504: nodeHint('proxy_timeout'),
};

/** For a proxy that answered with this status instead of connecting. */
export const proxyRefused = (status: number): UnreachableError =>
  new UnreachableError({
    systemCode: PROXY,
    ...(refusals[status] ?? nodeHint('proxy_status', { status })),
    passing: status >= 500,
  });

/** For a proxy that did not answer at all. The code is a system call's, OpenSSL's or Node's: fixed words all. */
export const proxyFailed = ({ code }: NodeJS.ErrnoException): UnreachableError =>
  new UnreachableError({
    systemCode: PROXY,
    ...nodeHint('proxy_unreachable', code !== undefined && /^[A-Z\d_]{2,50}$/.test(code) ? { code } : {}),
    passing: true,
  });
