import type { KeyStore } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { tell } from '../failure-report.ts';
import { minAssurance } from '../key-place.ts';
import type { Finding } from './finding.ts';
import type { Probe } from './probe.ts';
import { withoutService } from './service.ts';
import type { StoredSession } from './session.ts';

/** Milliseconds. */
const LIMIT = 10_000;

type Refusals = Readonly<Partial<Record<string, readonly [summary: string, advice: string]>>>;

const refusals = ({ follow }: Invocation): Refusals => ({
  invalid_authorization_key: [
    'refused: the key is unknown, revoked or expired',
    `Run \`${follow('login')}\`.`,
  ],
  account_is_inactive: ['refused: the account is inactive', 'Activate the account with the service.'],
  missing_authorization_key: [
    'refused: the key does not reach the service',
    'Check for a proxy that removes the Authorization header.',
  ],
});

/**
 * Whether the stored key is accepted. The service has nothing to ask that with alone, so it is asked whether a made-up reset
 * token is valid: with a key that is accepted it says no, with one that is not it refuses the key.
 */
export async function checkKey(
  invocation: Invocation,
  { record, unread }: Pick<StoredSession, 'record' | 'unread'>,
  { outcome }: Probe,
): Promise<Finding> {
  const finding = (
    key: string,
    rest: Omit<Finding, 'check' | 'facts'>,
    code: string | null = null,
  ): Finding => ({
    check: 'key',
    ...rest,
    facts: { key, code },
  });
  const { profile, baseUrl, keyStore, signal, timeout = LIMIT } = invocation;
  if (!record && unread)
    return finding('unverifiable', {
      status: 'skipped',
      summary: 'not tested: no stored record can be read',
    });
  if (!record) return finding('none', { status: 'skipped', summary: 'there is no key to test' });
  if (outcome !== 'service')
    // What is to be settled is said of the service, once.
    return finding('unverifiable', {
      status: 'skipped',
      summary: `not tested: ${withoutService[outcome]}`,
    });
  const { createClient } = await import('@turbosmtp-auth/node');
  const client = createClient({ profile, baseUrl, minAssurance, keyStore: readOnly(await keyStore()) });
  try {
    await client.verifyResetToken({ token: 'doctor' }, { signal, timeout });
    return finding('valid', { status: 'ok', summary: 'valid: the service accepts it' });
  } catch (error) {
    signal.throwIfAborted();
    const { code, message, hint } = (await tell(error)).report;
    const [summary, advice] = refusals(invocation)[code] ?? [];
    if (summary !== undefined && advice !== undefined)
      return finding('refused', { status: 'problem', summary, advice }, code);
    return finding(
      'unverifiable',
      { status: 'problem', summary: `not tested: ${message}`, advice: hint },
      code,
    );
  } finally {
    await client.close();
  }
}

/** Looking changes nothing: a key that is refused stays where it is, and none is revoked. */
export const readOnly = (store: KeyStore): KeyStore => ({
  describe: () => store.describe(),
  get: async (slot) => (slot.kind === 'session' ? store.get(slot) : null),
  set: async () => false,
  remove: async () => false,
});
