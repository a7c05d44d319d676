import { createClient, memoryKeyStore, operations, type TraceEvent } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { serveSandbox } from '@turbosmtp-auth/sandbox/node';
import { describe, expect, it } from 'vitest';
import { followRequests } from '../../cli/follow-requests.ts';
import { account, secrets } from './command-line.ts';

/** A client whose requests are followed, and what was known to be unanswered after each event. */
function followed(options: { baseUrl?: string; fetch?: typeof fetch }) {
  const following = followRequests(operations);
  const known: [type: string, unanswered: string | undefined][] = [];
  const trace = (event: TraceEvent): void => {
    following.trace(event);
    if (event.type !== 'store' && event.type !== 'lock') known.push([event.type, following.unanswered()]);
  };
  return { client: createClient({ ...options, keyStore: memoryKeyStore(), trace }), following, known };
}

describe('a request that must not be repeated', () => {
  it('is unanswered from when it was sent until its answer', async () => {
    const { fetch } = createSandbox({ accounts: [account] });
    const { client, known } = followed({ fetch });
    await client.requestPasswordReset({ email: account.email });
    expect(known).toEqual([
      ['request', 'requestPasswordReset'],
      ['response', undefined],
    ]);
  });

  it('is not unanswered where it was never sent', async () => {
    const server = await serveSandbox(createSandbox());
    await server.close();
    const { client, known } = followed({ baseUrl: server.baseUrl });
    await expect(client.requestPasswordReset({ email: account.email })).rejects.toMatchObject({
      code: 'network',
    });
    expect(known.filter(([type]) => type !== 'request')).toEqual([
      ['retry', undefined],
      ['retry', undefined],
      ['failure', undefined],
    ]);
  });

  it('stays unanswered whatever else is answered meanwhile', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    const { client, known } = followed({ fetch: sandbox.fetch });
    await client.login(account);
    await client.requestPasswordReset({ email: account.email });
    known.length = 0;
    sandbox.faults.add({ kind: 'drop', when: 'before', match: { operation: 'resetPassword' } });
    const [mail] = sandbox.outbox.list();
    await client.resetPassword({ token: mail?.token ?? '', newPassword: secrets.newPassword });
    // Its answer is lost, the token is looked at, and it is sent once more.
    expect(known).toEqual([
      ['request', 'resetPassword'],
      ['request', 'resetPassword'],
      ['response', 'resetPassword'],
      ['request', 'resetPassword'],
      ['response', undefined],
    ]);
  });

  it('is none of the logins that find out which password is valid', async () => {
    const { fetch } = createSandbox({ accounts: [account] });
    const { client, known, following } = followed({ fetch });
    const passwords = { currentPassword: account.password, newPassword: secrets.newPassword };
    await client.settlePasswordChange({ email: account.email, ...passwords });
    expect(known.map(([, unanswered]) => unanswered).filter(Boolean)).toEqual([]);
    expect(following.loggedIn()).toBe(true);
  });
});
