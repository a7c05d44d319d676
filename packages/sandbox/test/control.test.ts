import { describe, expect, it } from 'vitest';
import { createHandler, defaultSwitches } from '../src/index.ts';
import { ada, adasSandbox, base, logIn, loginRequest, pair, send } from './people.ts';

function controlled(sandbox = adasSandbox({ clock: { frozen: true, now: 0 } })) {
  const handler = createHandler(sandbox);
  const control = async (method: string, path: string, body?: unknown) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await handler(
      new Request(`http://127.0.0.1/_sandbox/${path}`, {
        method,
        ...(text === undefined ? {} : { body: text }),
      }),
    );
    return { status: reply.status, body: reply.body ? await reply.json() : null, headers: reply.headers };
  };
  return { sandbox, handler, control };
}

describe('the handler', () => {
  it('serves the service and the controls', async () => {
    const { handler, control } = controlled();
    expect((await handler(new Request(`${base}/authorize`, loginRequest))).status).toBe(200);
    expect((await control('GET', 'requests')).body).toEqual({
      requests: [{ method: 'POST', path: '/api/v2/authorize', status: 200, at: 0 }],
    });
  });

  it('lets other origins use the controls, whatever the switch says', async () => {
    const { control, sandbox } = controlled();
    sandbox.switches.set({ cors: false });
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await control(method, 'faults');
      expect(headers.get('access-control-allow-origin')).toBe('*');
    }
  });
});

describe('controls', () => {
  it('outbox', async () => {
    const { control, sandbox } = controlled();
    await send(sandbox, 'POST', '/forgot-password', { email: ada.email });
    expect((await control('GET', 'outbox')).body).toEqual({ messages: sandbox.outbox.list() });
    expect((await control('DELETE', 'outbox')).body).toEqual({ messages: [] });
  });

  it('clock', async () => {
    const { control } = controlled();
    expect((await control('GET', 'clock')).body).toEqual({ now: 0 });
    expect((await control('POST', 'clock', { advance: 60_000 })).body).toEqual({ now: 60_000 });
    const beyond = await control('POST', 'clock', { advance: 8.64e15 });
    expect(beyond).toMatchObject({ status: 400, body: { message: 'invalid_input' } });
    expect(beyond.body.problems).toEqual(['the new time must be one that a Date can hold']);
    expect((await control('GET', 'clock')).body).toEqual({ now: 60_000 });
  });

  it('faults, one or several', async () => {
    const { control, sandbox } = controlled();
    await control('POST', 'faults', { kind: 'html' });
    const { body } = await control('POST', 'faults', [{ kind: 'empty', times: 2 }, { kind: 'stalled' }]);
    expect(body.faults).toMatchObject([
      { kind: 'html', times: 1 },
      { kind: 'empty', times: 2 },
      { kind: 'stalled' },
    ]);
    expect((await send(sandbox, 'GET', '/analytics')).status).toBe(502);
    expect((await control('GET', 'faults')).body.faults).toHaveLength(2);
    expect((await control('DELETE', 'faults')).body).toEqual({ faults: [] });
  });

  it('switches', async () => {
    const { control, sandbox } = controlled();
    const { body } = await control('POST', 'switches', { sendDate: false });
    expect(body).toEqual({ switches: { ...defaultSwitches, sendDate: false } });
    expect(sandbox.switches.get().sendDate).toBe(false);
  });

  it('openapi.json, which only reads', async () => {
    const { control } = controlled();
    const { body, headers } = await control('GET', 'openapi.json');
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: { '/authorize': { post: { operationId: 'login' } } },
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(await control('POST', 'openapi.json', {})).toMatchObject({ status: 405 });
  });

  it('accounts and consumers', async () => {
    const { control } = controlled();
    const bob = { email: 'bob@example.com', password: 'Battery-Staple-8' };
    expect((await control('POST', 'accounts', bob)).body.accounts).toHaveLength(2);
    const consumer = { account: bob.email, key: 'k', secret: 'canary-secret' };
    const { body } = await control('POST', 'consumers', consumer);
    expect(body.consumers).toMatchObject([{ key: pair.key }, { key: 'k', account: bob.email }]);
    expect(JSON.stringify(body)).not.toContain('canary-secret');
  });

  it('keys, never told', async () => {
    const { control, sandbox } = controlled();
    await logIn(sandbox);
    expect((await control('GET', 'keys')).body).toEqual({
      keys: [{ account: ada.email, expiresAt: 7_200_000 }],
    });
    expect((await control('DELETE', 'keys')).body).toEqual({ keys: [] });
  });

  it('reset', async () => {
    const { control, sandbox } = controlled();
    await logIn(sandbox);
    expect((await control('POST', 'reset')).body).toEqual({});
    expect([sandbox.keys.list(), sandbox.requests.list()]).toEqual([[], []]);
  });

  it('are not logged, and no fault hits them', async () => {
    const { control, sandbox } = controlled();
    sandbox.faults.add({ kind: 'drop', when: 'before' });
    expect((await control('GET', 'clock')).status).toBe(200);
    expect([sandbox.requests.list(), sandbox.faults.list().length]).toEqual([[], 1]);
  });
});

describe('bad input to a control is answered with what to do, and changes nothing', () => {
  const cases: [string, string, unknown, number, string][] = [
    ['POST', 'clock', undefined, 400, 'must be an object'],
    ['POST', 'clock', '{', 400, 'the body must be JSON'],
    ['POST', 'clock', {}, 400, 'advance is missing'],
    ['POST', 'clock', { advance: -1 }, 400, 'advance must be a whole number, from 0 to 8640000000000000'],
    ['POST', 'clock', { advance: 1e20 }, 400, 'advance must be a whole number, from 0 to 8640000000000000'],
    ['POST', 'clock', { advance: 9e15 }, 400, 'advance must be a whole number, from 0 to 8640000000000000'],
    ['POST', 'faults', { kind: 'nope' }, 400, 'kind must be one of "delay", "drop"'],
    ['POST', 'faults', [null], 400, 'kind must be one of'],
    ['POST', 'switches', { cors: 1 }, 400, 'cors must be one of false, or'],
    ['POST', 'switches', '{"__proto__":{"sendDate":false}}', 400, '__proto__ is not known'],
    ['POST', 'accounts', { email: 'x' }, 400, 'password is missing'],
    ['POST', 'accounts', { email: 1, password: 'canary' }, 400, 'email must be a string'],
    ['POST', 'consumers', { account: 'x', key: '' }, 400, 'secret is missing'],
    ['PUT', 'clock', {}, 405, 'takes GET, POST'],
    ['POST', 'outbox', {}, 405, 'takes GET, DELETE'],
    ['GET', 'nothing', undefined, 404, '/_sandbox/outbox, /_sandbox/requests'],
  ];
  for (const [method, path, body, status, problem] of cases) {
    it(`${method} ${path} ${typeof body === 'string' ? body : JSON.stringify(body)}`, async () => {
      const { control, sandbox } = controlled();
      const answer = await control(method, path, body);
      expect(answer.status).toBe(status);
      expect(answer.body.problems.join()).toContain(problem);
      expect(JSON.stringify(answer.body)).not.toContain('canary');
      expect(sandbox.clock.now()).toBe(0);
      expect([sandbox.faults.list(), sandbox.accounts.list().length]).toEqual([[], 1]);
      expect(sandbox.switches.get()).toEqual(defaultSwitches);
    });
  }
});
