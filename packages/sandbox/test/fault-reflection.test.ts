import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/index.ts';
import { logInWith, readSome } from './faulty-login.ts';
import { ada, adasSandbox, base, logIn, send } from './people.ts';

describe('reflect', () => {
  const answering: Fault[] = [
    { kind: 'reply' },
    { kind: 'reply', json: { message: 'x' } },
    { kind: 'redirect', location: '/elsewhere?x=1' },
    { kind: 'html' },
    { kind: 'malformedJson' },
    { kind: 'code' },
    { kind: 'code', code: 'brand_new' },
    { kind: 'wrongLength', contentLength: 10_000 },
    { kind: 'endless' },
    { kind: 'bomb', bytes: 100_000 },
  ];
  for (const fault of answering) {
    it(`${JSON.stringify(fault)} repeats every secret in the body, a header and the status text`, async () => {
      const secrets = {
        current_password: 'canary-old-1',
        password: 'Canary-New-2',
        confirm_password: 'Canary-New-3',
      };
      const sandbox = adasSandbox({ faults: [{ ...fault, reflect: true } as Fault] });
      const reply = await sandbox.fetch(`${base}/change-password?token=canary-token`, {
        method: 'PUT',
        redirect: 'manual',
        headers: { authorization: 'canary-key', consumerKey: 'canary-id', consumerSecret: 'canary-secret' },
        body: JSON.stringify(secrets),
      });
      const { text } = await readSome(reply, 9_000);
      const all = [...Object.values(secrets), 'canary-token', 'canary-key', 'canary-id', 'canary-secret'];
      for (const secret of all) {
        expect(text).toContain(secret);
        expect(reply.headers.get('x-reflected')).toContain(secret);
        expect(reply.statusText).toContain(secret);
      }
    });
  }

  it('makes the secret itself the code, when no other is given', async () => {
    const sandbox = adasSandbox();
    const { authorization } = await logIn(sandbox);
    sandbox.faults.add({ kind: 'code', reflect: true });
    const reply = await send(sandbox, 'GET', '/analytics', undefined, { authorization });
    expect((await reply.json()).message).toBe(authorization);
  });

  it('repeats secrets that no header can hold as far as it can', async () => {
    const sandbox = adasSandbox({ faults: [{ kind: 'html', reflect: true }] });
    const reply = await send(sandbox, 'POST', '/authorize', { ...ada, password: 'Pä🐎\r\nx' });
    expect(reply.headers.get('x-reflected')).toBe('Pä????x');
    expect(await reply.text()).toContain('Pä🐎\r\nx');
  });

  it('is off unless asked for', async () => {
    const { reply } = await logInWith({ kind: 'html' });
    expect([reply.statusText, reply.headers.get('x-reflected')]).toEqual(['', null]);
    expect(await reply.text()).not.toContain(ada.password);
  });
});
