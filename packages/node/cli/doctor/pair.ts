import type { ConsumerRecord, SessionRecord } from '@turbosmtp-auth/node';
import type { Invocation } from '../command.ts';
import { tell } from '../failure-report.ts';
import { minAssurance } from '../key-place.ts';
import { tryPair } from '../try-pair.ts';
import type { Finding } from './finding.ts';
import { readOnly } from './key.ts';
import type { Probe } from './probe.ts';
import { withoutService } from './service.ts';
import type { StoredSession } from './session.ts';

/** Whether the saved consumer pair is accepted, as far as HTTP can tell. */
export async function checkPair(
  invocation: Invocation,
  { record, consumer, unreadPair }: Omit<StoredSession, 'finding'>,
  { outcome }: Probe,
): Promise<Finding> {
  const finding = (
    pair: string,
    rest: Omit<Finding, 'check' | 'facts'>,
    code: string | null = null,
  ): Finding => ({
    check: 'pair',
    ...rest,
    facts: { pair, key: consumer?.key ?? null, replaces: consumer?.replaces?.key ?? null, code },
  });
  if (unreadPair)
    return finding('unverifiable', {
      status: 'skipped',
      summary: 'not tested: no stored record can be read',
    });
  if (!consumer) return finding('none', { status: 'skipped', summary: 'there is no pair to test' });
  if (outcome !== 'service')
    return finding('unverifiable', {
      status: 'skipped',
      summary: `not tested: ${withoutService[outcome]}`,
    });
  try {
    if ((await tryPair(invocation, consumer)) === 'refused')
      return (await isForSmtpAlone(invocation, consumer, record))
        ? finding('untried', {
            status: 'ok',
            summary: 'for SEND_SMTP alone, so it cannot be tried over HTTP; the account lists it',
          })
        : finding('refused', told(invocation, consumer));
    if (consumer.replaces)
      return finding('valid', {
        status: 'note',
        summary: `valid; the pair that it replaces, ${consumer.replaces.key}, is not deleted yet`,
        advice: `Run \`${invocation.follow('consumer-keys rotate')}\` to finish the rotation.`,
      });
    return finding('valid', { status: 'ok', summary: 'valid: the service accepts it' });
  } catch (error) {
    invocation.signal.throwIfAborted();
    const { code, message, hint } = (await tell(error)).report;
    return finding(
      'unverifiable',
      { status: 'problem', summary: `not tested: ${message}`, advice: hint },
      code,
    );
  }
}

/** Whether the account lists the pair as one that HTTP cannot try. Without a session nobody can say. */
async function isForSmtpAlone(
  { profile, baseUrl, keyStore, signal, timeout }: Invocation,
  { key }: ConsumerRecord,
  session: SessionRecord | null,
): Promise<boolean> {
  if (!session) return false;
  const { createClient } = await import('@turbosmtp-auth/node');
  const client = createClient({ profile, baseUrl, minAssurance, keyStore: readOnly(await keyStore()) });
  try {
    const keys = await client.listConsumerKeys({ signal, ...(timeout !== undefined && { timeout }) });
    const permissions = keys.find((each) => each.key === key)?.permissions;
    return permissions?.length === 1 && permissions[0] === 'SEND_SMTP';
  } catch {
    signal.throwIfAborted();
    return false; // what is wrong with the key is said of the key
  } finally {
    await client.close();
  }
}

/** Without a session, a pair for SMTP alone looks like this as well. */
const told = ({ follow }: Invocation, { key }: ConsumerRecord): Omit<Finding, 'check' | 'facts'> => ({
  status: 'problem',
  summary: `refused: the service does not accept ${key} for mail or for the rest of the API`,
  advice: `Run \`${follow('consumer-keys list')}\`. If the pair is not listed, create another: \`${follow('consumer-keys create --save --replace --permission SEND_API')}\` (or SEND_SMTP, or APIS). A pair for SEND_SMTP alone is always reported as refused, because it cannot be tried over HTTP.`,
});
