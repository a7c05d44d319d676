import { describe, expect, it } from 'vitest';
import { adasSandbox, base } from './people.ts';

describe('preflight', () => {
  const ask = (sandbox: ReturnType<typeof adasSandbox>) =>
    sandbox.fetch(`${base}/change-password`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'consumerkey' },
    });

  it('allows every method and header of the contract', async () => {
    const { status, headers } = await ask(adasSandbox());
    expect(status).toBe(204);
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
    for (const name of ['authorization', 'consumerkey', 'consumersecret', 'content-type'])
      expect(allowed).toContain(name);
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      expect(headers.get('access-control-allow-methods')).toContain(method);
  });

  it('spends no fault and is not logged', async () => {
    const sandbox = adasSandbox({ faults: [{ kind: 'drop', when: 'before' }] });
    expect((await ask(sandbox)).status).toBe(204);
    expect([sandbox.faults.list().length, sandbox.requests.list()]).toEqual([1, []]);
  });

  it('is refused when CORS is off', async () => {
    const { status, headers } = await ask(adasSandbox({ switches: { cors: false } }));
    expect([status, headers.get('access-control-allow-origin')]).toEqual([405, null]);
  });
});
