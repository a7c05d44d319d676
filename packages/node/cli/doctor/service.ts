import type { Finding } from './finding.ts';
import type { Probe } from './probe.ts';

/** What to do where nothing came back, by the system's code. */
const causes: readonly (readonly [codes: RegExp, summary: string, advice: string])[] = [
  [/^(?:ENOTFOUND|EAI_\w+)$/, 'its name was not found', 'Check the base URL, the network and its DNS.'],
  [
    /^ECONNREFUSED$/,
    'the connection was refused',
    'Check the host and the port of the base URL, and check for a firewall.',
  ],
  [/TIMEDOUT|TIMEOUT$/, 'it did not answer in time', 'Check the network, and whether it needs a proxy.'],
  [/^(?:ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'there is no route to it', 'Check the network connection.'],
  [/^PROXY$/, 'the proxy did not connect', 'Check the proxy.'],
  [
    /CERT|^UNABLE_TO|^SELF_SIGNED|^INVALID_CA|^HOSTNAME_MISMATCH/,
    'its certificate is not trusted',
    'If this network intercepts TLS, give its certificate authority in NODE_EXTRA_CA_CERTS. If not, do not log in here.',
  ],
  [
    /^(?:ERR_SSL_|EPROTO$)/,
    'the TLS handshake failed',
    'Check the port of the base URL: https needs TLS on that port. The sandbox has no TLS, so its base URL begins with http://.',
  ],
];
const otherwise = [
  '',
  'the connection was lost',
  'Check the network, the proxy and the firewall, and try again.',
] as const;

/** Why there is nothing to find out that only the service could tell. */
export const withoutService: Readonly<Record<Exclude<Probe['outcome'], 'service'>, string>> = {
  failing: 'the service is busy or failing',
  redirect: 'the answer is not from the service',
  stranger: 'the answer is not from the service',
  none: 'the service was not reached',
  unsent: 'the service was not tried',
};

/** Whether the service can be reached and is what answers. */
export function judgeService(baseUrl: string, { outcome, status, ms, code, advice: told }: Probe): Finding {
  const facts = { baseUrl, outcome, status, ms, code };
  const problem = (summary: string, advice: string): Finding => ({
    check: 'service',
    status: 'problem',
    summary: `${baseUrl}: ${summary}`,
    advice,
    facts,
  });
  switch (outcome) {
    case 'service':
      return { check: 'service', status: 'ok', summary: `${baseUrl} answers in ${ms} ms`, facts };
    case 'failing':
      return problem(`it answered ${status}`, 'Try again later: the service is busy or failing.');
    case 'redirect':
      return problem(
        `the answer is a redirect (${status})`,
        'Check the base URL, and check for a sign-in page on this network.',
      );
    case 'stranger':
      return problem(
        `the answer is not from the service (${status ?? code})`,
        'Check the base URL, and check for a proxy, a firewall or a sign-in page on this network.',
      );
    case 'unsent':
      return {
        check: 'service',
        status: 'skipped',
        summary: 'not tried: a proxy variable is invalid',
        facts,
      };
    case 'none': {
      const [, summary, advice] = causes.find(([codes]) => codes.test(code ?? '')) ?? otherwise;
      return problem(`${summary} (${code})`, told ?? advice);
    }
  }
}
