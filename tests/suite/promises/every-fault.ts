import type { Fault } from '@turbosmtp-auth/sandbox';

const statuses = [200, 400, 401, 403, 404, 418, 429, 500, 503];

/** Every way in which the sandbox can fail, each answer repeating the secrets it was sent. */
export const everyFault: readonly Fault[] = [
  ...(['connect', 'before', 'during', 'after'] as const).map((when): Fault => ({ kind: 'drop', when })),
  ...statuses.flatMap((status): Fault[] => [
    { kind: 'code', status, reflect: true },
    { kind: 'html', status, reflect: true },
    { kind: 'reply', status, json: {}, reflect: true },
    { kind: 'malformedJson', status, reflect: true },
  ]),
  { kind: 'code', status: 401, code: 'invalid_authorization_key', reflect: true },
  { kind: 'code', status: 403, code: 'wrong_credentials_specified', reflect: true },
  { kind: 'redirect', location: '/api/v2/elsewhere', reflect: true },
  { kind: 'reply', json: { auth: 'not a\theader' }, reflect: true },
  { kind: 'endless', reflect: true },
  { kind: 'bomb', bytes: 1_000_000, reflect: true },
  { kind: 'stalled', reflect: true },
  { kind: 'slow', reflect: true },
  { kind: 'wrongLength', contentLength: 5, reflect: true },
  { kind: 'wrongLength', contentLength: 5000, reflect: true },
  { kind: 'delay', latency: 5000 },
];

/** A fault in the name of a case. */
export const describeFault = ({ match: _, reflect: __, ...fault }: Fault & { reflect?: boolean }): string =>
  Object.values(fault).map(String).join(' ');
