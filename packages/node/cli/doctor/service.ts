import type { Finding } from './finding.ts';
import type { Probe } from './probe.ts';

/** What to do where nothing came back, by the system's code. */
const causes: readonly (readonly [codes: RegExp, summary: string, advice: string])[] = [
  [/^(?:ENOTFOUND|EAI_\w+)$/, 'its name is not found', 'Check the base URL, the network and its DNS.'],
  [
    /^ECONNREFUSED$/,
    'the connection is refused',
    'Check host and port of the base URL, and whether a firewall is in between.',
  ],
  [
    /TIMEDOUT|TIMEOUT$/,
    'it does not answer in time',
    'Check the network, and whether a proxy is needed to leave it.',
  ],
  [/^(?:ENETUNREACH|EHOSTUNREACH|ENETDOWN)$/, 'there is no way to it', 'Check the network connection.'],
  [/^PROXY$/, 'the proxy did not connect', 'Check the proxy.'],
  [
    /CERT|^UNABLE_TO|^SELF_SIGNED|^INVALID_CA|^HOSTNAME_MISMATCH/,
    'its certificate is not trusted',
    'If a proxy of your company is in between, name its authority with NODE_EXTRA_CA_CERTS. If not, do not log in here.',
  ],
  [
    /^(?:ERR_SSL_|EPROTO$)/,
    'it speaks no TLS that this machine does',
    'Check the port of the base URL: one that begins with https needs TLS there. The sandbox has none, its base URL begins with http.',
  ],
];
const otherwise = [
  '',
  'the connection is lost',
  'Check the network, a proxy and a firewall, and try again.',
] as const;

/** Why there is nothing to find out that only the service could tell. */
export const withoutService: Readonly<Record<Exclude<Probe['outcome'], 'service'>, string>> = {
  failing: 'the service is busy or failing',
  redirect: 'what answers is not the service',
  stranger: 'what answers is not the service',
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
      return problem(`it answers ${status}`, 'It is busy or failing: try again later.');
    case 'redirect':
      return problem(
        `the answer is a redirect (${status})`,
        'Check the base URL, and for a sign-in page on this network.',
      );
    case 'stranger':
      return problem(
        `what answers is not the service (${status ?? code})`,
        'Check the base URL, and for a proxy, a firewall or a sign-in page on this network.',
      );
    case 'unsent':
      return {
        check: 'service',
        status: 'skipped',
        summary: 'not tried: the variable of a proxy cannot be used',
        facts,
      };
    case 'none': {
      const [, summary, advice] = causes.find(([codes]) => codes.test(code ?? '')) ?? otherwise;
      return problem(`${summary} (${code})`, told ?? advice);
    }
  }
}
