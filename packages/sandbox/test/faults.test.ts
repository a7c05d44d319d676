import { describe, expect, it } from 'vitest';
import type { Fault } from '../src/index.ts';
import { logInWith, readSome } from './faulty-login.ts';
import { adasSandbox, base, loginRequest, pairHeaders, send, use } from './people.ts';

describe('which requests a fault hits', () => {
  const empty = { kind: 'empty', status: 599 } as const;
  const hits = async (fault: Omit<typeof empty, 'kind'> & Fault, requests = 3) => {
    const sandbox = adasSandbox({ faults: [fault] });
    const statuses = [];
    for (let count = 0; count < requests; count++)
      statuses.push((await send(sandbox, 'GET', '/analytics')).status);
    return { statuses, left: sandbox.faults.list() };
  };

  it('once by default, then it is gone', async () => {
    expect(await hits(empty)).toEqual({ statuses: [599, 401, 401], left: [] });
  });

  it('as often as told, or always', async () => {
    expect(await hits({ ...empty, times: 2 })).toEqual({ statuses: [599, 599, 401], left: [] });
    const always = { ...empty, times: 'always' } as const;
    expect(await hits(always)).toEqual({ statuses: [599, 599, 599], left: [{ ...always, skip: 0 }] });
  });

  it('after letting some pass', async () => {
    const { statuses, left } = await hits({ ...empty, skip: 1, times: 2 }, 2);
    expect([statuses, left]).toEqual([[401, 599], [{ ...empty, skip: 0, times: 1 }]]);
  });

  it('those that match by operation, method and path, all of them', async () => {
    const matches = [
      [{ operation: 'resource' }, 599],
      [{ method: 'get', path: '/api/v2/analytics' }, 599],
      [{ operation: 'login' }, 401],
      [{ method: 'POST' }, 401],
      [{ path: '/analytics' }, 401],
      [{ operation: 'resource', method: 'POST' }, 401],
    ] as const;
    for (const [match, status] of matches) {
      expect((await hits({ ...empty, match }, 1)).statuses, JSON.stringify(match)).toEqual([status]);
    }
  });

  it('knows each operation by its name', async () => {
    const calls = {
      login: ['POST', '/authorize'],
      logout: ['POST', '/deauthorize'],
      changePassword: ['PUT', '/change-password'],
      requestPasswordReset: ['POST', '/forgot-password'],
      verifyResetToken: ['GET', '/forgot-password?token=x'],
      resetPassword: ['PUT', '/forgot-password'],
      listConsumerKeys: ['GET', '/user/consumerKeys'],
      createConsumerKey: ['POST', '/user/consumerKeys'],
      deleteConsumerKey: ['DELETE', '/user/consumerKeys/x'],
      authorizeSubaccount: ['POST', '/subaccounts/authorize'],
      resource: ['GET', '/user/consumerKeys/x'],
    } as const;
    for (const [operation, [method, path]] of Object.entries(calls)) {
      const sandbox = adasSandbox({ faults: [{ ...empty, match: { operation } }] });
      expect((await send(sandbox, method, path)).status, operation).toBe(599);
    }
    const sandbox = adasSandbox({ faults: [{ ...empty, match: { operation: 'sendMail' } }] });
    const sent = await sandbox.fetch('https://api.turbo-smtp.com/api/v2/mail/send', { method: 'POST' });
    expect(sent.status).toBe(599);
  });

  it('one fault a request, in the order added', async () => {
    const sandbox = adasSandbox({ faults: [{ ...empty, times: 2 }, { kind: 'html' }] });
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await send(sandbox, 'GET', '/analytics')).status);
    expect(statuses).toEqual([599, 599, 502, 401]);
  });
});

describe('delay', () => {
  it('holds the request back, then the reply, by the clock of the sandbox', async () => {
    const sandbox = adasSandbox({
      clock: { frozen: true },
      faults: [{ kind: 'delay', latency: 100, replyLatency: 50 }],
    });
    let settled = false;
    const login = sandbox.fetch(`${base}/authorize`, loginRequest).finally(() => {
      settled = true;
    });
    const pass = async (ms: number) => {
      sandbox.clock.advance(ms);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return [sandbox.keys.list().length, settled];
    };
    expect(await pass(99)).toEqual([0, false]);
    expect(await pass(1)).toEqual([1, false]);
    expect(await pass(49)).toEqual([1, false]);
    expect(await pass(1)).toEqual([1, true]);
    expect((await login).status).toBe(200);
  });
});

describe('drop', () => {
  const lost = { connect: 'ECONNREFUSED', before: 'ECONNRESET', after: 'ECONNRESET' } as const;
  const seen = {
    connect: { keys: 0, log: [] },
    before: { keys: 0, log: [0] },
    after: { keys: 1, log: [0] },
  } as const;
  for (const when of ['connect', 'before', 'after'] as const) {
    it(when, async () => {
      const sandbox = adasSandbox({ faults: [{ kind: 'drop', when }] });
      const error = await sandbox.fetch(`${base}/authorize`, loginRequest).catch((reason) => reason);
      expect(error).toBeInstanceOf(TypeError);
      expect(error.cause).toMatchObject({ code: lost[when] });
      const log = sandbox.requests.list().map(({ status }) => status);
      expect({ keys: sandbox.keys.list().length, log }).toEqual(seen[when]);
    });
  }

  it('during: the headers and half of the body', async () => {
    const { reply, keys, sandbox } = await logInWith({ kind: 'drop', when: 'during' });
    expect(reply.status).toBe(200);
    const { text, end } = await readSome(reply, Infinity);
    expect([text.slice(0, 9), text.length, end]).toEqual(['{"auth":"', 25, 'terminated']);
    expect([keys(), sandbox.requests.list()[0]?.status]).toEqual([1, 200]);
  });
});

describe('what is no fault is refused', () => {
  const wrong: [string, unknown][] = [
    ['must be one of', {}],
    ['must be one of', null],
    ['must be one of', { kind: 'toString' }],
    ['when is missing', { kind: 'drop' }],
    ['when must be one of', { kind: 'drop', when: 'never' }],
    ['status must be', { kind: 'html', status: 99 }],
    ['times must be', { kind: 'html', times: 0 }],
    ['latency must be', { kind: 'delay', latency: -1 }],
    ['nonsense is not known', { kind: 'html', nonsense: 1 }],
    ['match tests is not known', { kind: 'html', match: { tests: 'x' } }],
    ['headers must hold', { kind: 'html', headers: { 'x-y': 'a\nb' } }],
    ['statusText must be', { kind: 'html', statusText: 'a\r\nb' }],
    ['location is missing', { kind: 'redirect' }],
  ];
  for (const [problem, fault] of wrong) {
    it(JSON.stringify(fault), async () => {
      const sandbox = adasSandbox();
      expect(() => sandbox.faults.add(fault as Fault)).toThrow(problem);
      expect(sandbox.faults.list()).toEqual([]);
      expect(await use(sandbox, pairHeaders)).toBe(200);
    });
  }
});
