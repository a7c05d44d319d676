import { type Client, InvalidInputError, isTurboSMTPAuthError } from '@turbosmtp-auth/node';
import { expect, onTestFinished, test } from 'vitest';
import { accountOf, type Seen, type Service, startService } from './service.ts';

const json = JSON.stringify({ emails: ['zoë@example.com'] });
const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);

const form = (): FormData => {
  const data = new FormData();
  data.set('note', 'zoë');
  data.set('file', new Blob([bytes]), 'list.bin');
  return data;
};

/** What can be sent twice: how it is given, and the media type and content that must arrive, both times. */
const repeatable: readonly {
  kind: string;
  send(account: Client, baseUrl: string): Promise<Response>;
  type: RegExp | null;
  content: Uint8Array | string | 'form';
}[] = [
  {
    kind: 'a string',
    send: (account) => account.fetch('/suppressions', { method: 'POST', body: json }),
    type: /^text\/plain;charset=UTF-8$/i,
    content: json,
  },
  {
    kind: 'URLSearchParams',
    send: (account) =>
      account.fetch('/suppressions', {
        method: 'POST',
        body: new URLSearchParams({ email: 'a+b@example.com' }),
      }),
    type: /^application\/x-www-form-urlencoded;charset=UTF-8$/i,
    content: 'email=a%2Bb%40example.com',
  },
  {
    kind: 'FormData',
    send: (account) => account.fetch('/suppressions', { method: 'POST', body: form() }),
    type: /^multipart\/form-data; boundary=/,
    content: 'form',
  },
  {
    kind: 'a Blob',
    send: (account) =>
      account.fetch('/suppressions', { method: 'POST', body: new Blob([bytes], { type: 'text/csv' }) }),
    type: /^text\/csv$/,
    content: bytes,
  },
  {
    kind: 'an ArrayBuffer',
    send: (account) => account.fetch('/suppressions', { method: 'POST', body: bytes.slice().buffer }),
    type: null,
    content: bytes,
  },
  {
    kind: 'a view of a part of a buffer',
    send: (account) => account.fetch('/suppressions', { method: 'POST', body: bytes.subarray(10, 20) }),
    type: null,
    content: bytes.slice(10, 20),
  },
  {
    kind: 'a Request with JSON',
    send: (account, baseUrl) =>
      account.fetch(
        new Request(`${baseUrl}/suppressions`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: json,
        }),
      ),
    type: /^application\/json$/,
    content: json,
  },
  {
    kind: 'a Request with FormData',
    send: (account, baseUrl) =>
      account.fetch(new Request(`${baseUrl}/suppressions`, { method: 'POST', body: form() })),
    type: /^multipart\/form-data; boundary=/,
    content: 'form',
  },
  {
    kind: 'a Request with a stream',
    send: (account, baseUrl) =>
      account.fetch(new Request(`${baseUrl}/suppressions`, { method: 'POST', ...streamOf(json) })),
    type: null,
    content: json,
  },
  {
    kind: 'a Request whose body the options replace',
    send: (account, baseUrl) =>
      account.fetch(new Request(`${baseUrl}/suppressions`, { method: 'POST', body: 'another' }), {
        body: json,
      }),
    type: /^text\/plain;charset=UTF-8$/i,
    content: json,
  },
];

/** `duplex` is required with a stream and missing from the types. */
function streamOf(text: string): RequestInit & { duplex: 'half' } {
  return { body: new Blob([text]).stream(), duplex: 'half' };
}

async function signedIn(): Promise<{ service: Service; account: Client }> {
  const service = await startService();
  onTestFinished(() => service[Symbol.asyncDispose]());
  const account = accountOf(service);
  await account.apiKey();
  return { service, account };
}

async function expectContent({ headers, body }: Seen, expected: Uint8Array | string): Promise<void> {
  const arrived = Buffer.from(body, 'latin1');
  if (expected !== 'form') {
    expect(arrived).toEqual(Buffer.from(expected));
    return;
  }
  const parsed = await new Response(arrived, { headers }).formData();
  expect(parsed.get('note')).toBe('zoë');
  const file = parsed.get('file');
  expect(file instanceof File && file.name).toBe('list.bin');
  expect(file instanceof File && new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
}

test.for(repeatable)('$kind is sent again, the same, after a renewal', async ({ send, type, content }) => {
  const { service, account } = await signedIn();
  service.sandbox.keys.revokeAll();
  const response = await send(account, service.baseUrl);
  expect(response.status).toBe(200);
  const posts = service.calls();
  expect(posts).toHaveLength(2);
  for (const post of posts) {
    expect(post.method).toBe('POST');
    const mediaType = post.headers.get('content-type');
    if (type) expect(mediaType).toMatch(type);
    else expect(mediaType).toBeNull();
    await expectContent(post, content);
  }
  expect(service.logins()).toBe(2);
});

test('a stream is sent once: the 401 is the answer, and the next call has the new key', async () => {
  const { service, account } = await signedIn();
  service.sandbox.keys.revokeAll();
  const refused = await account.fetch('/suppressions', { method: 'POST', ...streamOf(json) });
  expect(refused.status).toBe(401);
  expect(await refused.json()).toEqual({ message: 'invalid_authorization_key' });
  expect(service.calls()).toHaveLength(1);

  const accepted = await account.fetch('/suppressions', { method: 'POST', ...streamOf(json) });
  expect(accepted.status).toBe(200);
  expect(service.calls()[1]?.body).toBe(Buffer.from(json).toString('latin1'));
  expect(service.logins()).toBe(2);
});

test('a stream that fails under way fails the call, and nothing of its reason is told', async () => {
  const { service, account } = await signedIn();
  const body = new ReadableStream({
    pull: (controller) => controller.error(new Error('Correct-Horse-9')),
  });
  const init: RequestInit & { duplex: 'half' } = { method: 'POST', body, duplex: 'half' };
  const error = await account.fetch('/suppressions', init).catch((thrown: unknown) => thrown);
  expect(isTurboSMTPAuthError(error) && error.code).toBe('outcome_unknown');
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('Correct-Horse-9');
  expect(service.calls().filter(({ body: sent }) => sent !== '')).toEqual([]);
});

test('headers of a Request and of the options are merged as fetch merges them, the key apart', async () => {
  const { service, account } = await signedIn();
  const request = new Request(`${service.baseUrl}/analytics`, {
    headers: { 'x-first': '1', authorization: 'mine', consumerKey: 'mine' },
  });
  await account.fetch(request);
  await account.fetch(request, { headers: { 'x-second': '2', consumerSecret: 'mine' } });
  const [own, replaced] = service.calls();
  expect(own?.headers.get('x-first')).toBe('1');
  expect(replaced?.headers.get('x-first')).toBeNull();
  expect(replaced?.headers.get('x-second')).toBe('2');
  for (const call of [own, replaced]) {
    expect(call?.headers.get('authorization')).toBe(await account.apiKey());
    expect(call?.headers.get('consumerkey')).toBeNull();
    expect(call?.headers.get('consumersecret')).toBeNull();
  }
});

test('a Request can be aborted by its own signal, and by that of the options', async () => {
  const { service, account } = await signedIn();
  service.sandbox.faults.add({
    kind: 'delay',
    latency: 5000,
    times: 'always',
    match: { operation: 'resource' },
  });
  for (const place of ['request', 'options'] as const) {
    const controller = new AbortController();
    const { signal } = controller;
    const request = new Request(`${service.baseUrl}/analytics`, place === 'request' ? { signal } : {});
    const call = account.fetch(request, place === 'options' ? { signal } : {});
    setTimeout(() => controller.abort(new Error('enough')), 50);
    await expect(call).rejects.toThrow('enough');
  }
});

test('what fetch would refuse of a Request is refused without repeating it', async () => {
  const { service, account } = await signedIn();
  const url = `${service.baseUrl}/suppressions`;
  const wrong: [Request, RequestInit][] = [
    [new Request(url), { headers: { 'x-secret': 'Correct-Horse-9\nx' } }],
    [new Request(url), { headers: { 'x-secret': 'Correct-Horse-9\n\u0100' } }],
    [new Request(url), { method: 'GET', body: 'Correct-Horse-9' }],
    [new Request(url), { body: 'Correct-Horse-9' }],
    [new Request(url, { method: 'POST', body: json }), { method: 'GET' }],
  ];
  for (const [request, init] of wrong) {
    const error = await account.fetch(request, init).catch((thrown: unknown) => thrown);
    expect.soft(error).toBeInstanceOf(InvalidInputError);
    expect.soft(String((error as Error).stack)).not.toContain('Correct-Horse-9');
  }
  expect(service.calls()).toEqual([]);
});

test('no options are no options, however they are said', async () => {
  const { service, account } = await signedIn();
  // `fetch` takes null for them too, and callers in JavaScript pass it on.
  const none = null as unknown as RequestInit;
  expect((await account.fetch('/analytics', none)).status).toBe(200);
  expect((await account.fetch(new Request(`${service.baseUrl}/analytics`), none)).status).toBe(200);
});
