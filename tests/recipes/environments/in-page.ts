import { createClient as createPageClient } from '@turbosmtp-auth/browser';
import { createClient as createNodeClient } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';

const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };

/** What the test of a page does, with the classes that the environment puts in the place of Node's own. */
export function testsInPage(): void {
  test.for(Object.entries({ browser: createPageClient, node: createNodeClient }))(
    'a client of %s works with the sandbox',
    async ([, createClient]) => {
      expect(document.createElement('form').tagName).toBe('FORM');
      const sandbox = createSandbox({ accounts: [ada] });
      const client = createClient({ fetch: sandbox.fetch, clock: sandbox.clock });
      expect(await client.session()).toBeNull();

      await client.login(ada, { signal: new AbortController().signal });
      const post = { method: 'POST', headers: new Headers({ accept: 'application/json' }), body: '{}' };
      expect((await client.fetch('/suppressions', post)).status).toBe(200);
      const request = new Request('https://pro.api.serversmtp.com/api/v2/analytics?limit=1');
      expect(await (await client.fetch(request)).json()).toEqual({ count: 0, results: [] });

      await client.requestPasswordReset({ email: ada.email });
      const token = sandbox.outbox.list()[0]?.token ?? '';
      expect(await client.verifyResetToken({ token })).toBe(true);
      sandbox.faults.add({ kind: 'stalled' });
      const leaving = new AbortController();
      const left = client.fetch('/analytics', { signal: leaving.signal }).then((answer) => answer.text());
      setTimeout(() => leaving.abort(), 50);
      await expect(left).rejects.toThrow();
      expect(await client.logout()).toEqual({ revoked: 'now' });
      await client.close();
    },
  );
}
