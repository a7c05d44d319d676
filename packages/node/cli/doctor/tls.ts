import { access, constants } from 'node:fs/promises';
import type { Finding } from './finding.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether certificates are checked, and whose are trusted beside those that Node brings. */
export async function checkTls(env: Environment): Promise<Finding> {
  const { NODE_TLS_REJECT_UNAUTHORIZED: reject, NODE_EXTRA_CA_CERTS: extra } = env;
  const verified = reject !== '0';
  const readable = !extra || (await access(extra, constants.R_OK).then(...answers));
  const facts = { verified, extraCertificates: extra ? readable : null };
  if (!verified)
    return {
      check: 'tls',
      status: 'problem',
      summary: 'certificates are not checked: others on the network can read the password',
      advice:
        'Unset NODE_TLS_REJECT_UNAUTHORIZED. Give your own certificate authority in NODE_EXTRA_CA_CERTS instead.',
      facts,
    };
  if (!readable)
    return {
      check: 'tls',
      status: 'problem',
      summary: 'the certificates of NODE_EXTRA_CA_CERTS cannot be read',
      advice: 'Correct the path, or let this user read the file. Until then, Node works without it.',
      facts,
    };
  return {
    check: 'tls',
    status: 'ok',
    summary: `certificates are checked${extra ? ', and those of NODE_EXTRA_CA_CERTS are trusted too' : ''}`,
    facts,
  };
}

const answers = [() => true, () => false] as const;
