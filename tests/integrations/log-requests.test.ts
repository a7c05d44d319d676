import { createClient } from '@turbosmtp-auth/node';
import { createSandbox } from '@turbosmtp-auth/sandbox';
import { expect, test } from 'vitest';
import { logRequests } from './plugs/log-requests.ts';
import { ada } from './service.ts';

/** A client whose requests are logged, without their times. */
function start() {
  const sandbox = createSandbox({ accounts: [ada] });
  const lines: string[] = [];
  const trace = logRequests((line) => {
    expect(line).toMatch(/ \d+ ms$/);
    lines.push(line.replace(/ \d+ ms$/, ''));
  });
  return { sandbox, lines, client: createClient({ fetch: sandbox.fetch, credentials: ada, trace }) };
}

test('each request has a line, the login of a call too', async () => {
  const { client, lines } = start();
  await client.fetch('/analytics?limit=1');
  expect(lines).toEqual(['POST /authorize 200', 'GET /analytics 200']);
});

test('a request without an answer has a line, repeated or not', async () => {
  const { sandbox, client, lines } = start();
  await client.apiKey();
  sandbox.faults.add({ kind: 'drop', when: 'after' });
  await expect(client.fetch('/analytics')).rejects.toMatchObject({ code: 'network' });
  sandbox.faults.add({ kind: 'drop', when: 'after' });
  await client.verifyResetToken({ token: 'unknown' });
  sandbox.faults.add({ kind: 'drop', when: 'after' });
  await expect(client.requestPasswordReset({ email: ada.email })).rejects.toMatchObject({
    code: 'outcome_unknown',
  });
  expect(lines).toEqual([
    'POST /authorize 200',
    'GET /analytics network',
    'GET /forgot-password network',
    'GET /forgot-password 403',
    'POST /forgot-password outcome_unknown',
  ]);
});

test('the requests of aborted calls have a line in the end, and take no memory for ever', () => {
  const lines: string[] = [];
  const trace = logRequests((line) => lines.push(line));
  for (let call = 0; call <= 1000; call++)
    trace({ call: String(call), operation: 'fetch', type: 'request', method: 'GET', path: '/x', attempt: 1 });
  expect(lines).toEqual([expect.stringMatching(/^GET \/x no answer \d+ ms$/)]);
});
