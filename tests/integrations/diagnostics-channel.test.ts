import { expect, onTestFinished, test } from 'vitest';
import { countFailedCalls } from './plugs/failed-calls.ts';
import { accountOf, ada, startService } from './service.ts';

test('failed calls of every client are counted, by operation and code', async () => {
  await using service = await startService();
  const counts = new Map<string, number>();
  const stop = countFailedCalls(counts);
  onTestFinished(stop);

  const client = accountOf(service);
  expect((await client.fetch('/analytics')).status).toBe(200);
  const wrong = { ...ada, password: 'Wrong-Horse-99' };
  await expect(accountOf(service, {}).login(wrong)).rejects.toThrow();
  await expect(accountOf(service, { credentials: wrong }).fetch('/analytics')).rejects.toThrow();
  await expect(client.fetch('/analytics', { signal: AbortSignal.abort() })).rejects.toThrow();
  expect(Object.fromEntries(counts)).toEqual({
    'login wrong_credentials_specified': 1,
    'fetch wrong_credentials_specified': 1,
    'fetch aborted': 1,
  });

  stop();
  await expect(accountOf(service, {}).login(wrong)).rejects.toThrow();
  expect(counts.size).toBe(3);
  expect(counts.get('login wrong_credentials_specified')).toBe(1);
});
