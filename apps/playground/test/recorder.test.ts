import { createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, it } from 'vitest';
import { type Exchange, recordingFetch } from '../src/service/recorder.ts';

const account = { email: 'ada@example.com', password: 'Correct-Horse-9' };
const url = 'https://sandbox.invalid/api/v2/authorize';
const login = { method: 'POST', body: JSON.stringify(account) };

function record(fetch: typeof globalThis.fetch): {
  fetch: typeof globalThis.fetch;
  last(): Exchange | undefined;
} {
  const reports: Exchange[] = [];
  return {
    fetch: recordingFetch(
      fetch,
      () => 0,
      (exchange) => reports.push(exchange),
    ),
    last: () => reports.at(-1),
  };
}

describe('recordingFetch', () => {
  it('leaves request and reply to the caller as they were', async () => {
    const sandbox = createSandbox({ accounts: [account] });
    const recorded = record(sandbox.fetch);
    const reply = await recorded.fetch(url, login);
    expect(await reply.json()).toEqual({ auth: expect.stringMatching(/^[0-9a-f]{40}$/) });
    await expect
      .poll(recorded.last)
      .toMatchObject({ method: 'POST', path: '/api/v2/authorize', status: 200 });
  });

  it('reports a lost connection and passes it on', async () => {
    const sandbox = createSandbox({ faults: [{ kind: 'drop', when: 'before' }] });
    const recorded = record(sandbox.fetch);
    await expect(recorded.fetch(url, login)).rejects.toThrow(TypeError);
    expect(recorded.last()).toMatchObject({ failure: 'No answer: the connection failed.' });
    expect(recorded.last()).not.toHaveProperty('status');
  });

  it('reports a reply that breaks off, without half a key', async () => {
    const sandbox = createSandbox({ accounts: [account], faults: [{ kind: 'drop', when: 'during' }] });
    const recorded = record(sandbox.fetch);
    await (await recorded.fetch(url, login)).text().catch(() => undefined);
    await expect.poll(recorded.last).toMatchObject({ status: 200, failure: 'The reply broke off.' });
    expect(recorded.last()?.reply?.body).toMatch(/not shown/);
  });

  it('gives up with the caller', async () => {
    const sandbox = createSandbox({ accounts: [account], faults: [{ kind: 'delay', latency: 60_000 }] });
    const recorded = record(sandbox.fetch);
    const controller = new AbortController();
    const call = recorded.fetch(url, { ...login, signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    expect(recorded.last()).toMatchObject({ failure: 'Given up by the client.' });
  });

  it('does not keep an endless reply from ending', async () => {
    const sandbox = createSandbox({ faults: [{ kind: 'endless' }] });
    const recorded = record(sandbox.fetch);
    const reply = await recorded.fetch(url, login);
    await reply.body?.cancel();
    await expect.poll(recorded.last).toMatchObject({ status: 200, reply: { body: expect.any(String) } });
  });
});
