import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deadTokens, otherWays, type Scenario, scenarioNames, scenarios } from './scenarios.ts';
import {
  type ContractOperation,
  consumerPermissions,
  contract,
  keyLifetime,
  listedConsumerKey,
  type Member,
  mailUrls,
  resetTokenLifetime,
  rows,
} from './table.ts';
import { ada, createWorld, nameless, newPassword, pair, pairHeaders } from './world.ts';

function operationNamed(name: string): ContractOperation {
  const found = contract.find((operation) => operation.name === name);
  if (!found) throw new Error(`The contract has no operation ${name}.`);
  return found;
}

function scenario(operation: string, row: string): Scenario {
  const found = scenarios[operation]?.[row];
  if (!found) throw new Error(`${operation} has no scenario for ${row}.`);
  return found;
}

async function play(operation: ContractOperation, row: string) {
  const world = createWorld();
  return world.send(operation, await scenario(operation.name, row)(world));
}

function fits(member: Member, value: unknown): boolean {
  if (member === 'filled string') return typeof value === 'string' && value !== '';
  if (member === 'number') return typeof value === 'number';
  if (member === 'list') return Array.isArray(value);
  return value === member.is;
}

/** Whether an answer is one the contract documents for the operation. */
function documented(
  { success, failures }: ContractOperation,
  status: number,
  body: Record<string, unknown>,
): boolean {
  if (status === success.status) {
    const members = Object.entries(success.body);
    return (
      Object.keys(body).length === members.length &&
      members.every(([name, member]) => fits(member, body[name]))
    );
  }
  return (
    Object.keys(body).join() === 'message' &&
    failures.some((row) => row.status === status && row.code === body['message'])
  );
}

describe('every row of the contract is answered', () => {
  for (const operation of contract) {
    it(`${operation.name}: ${operation.success.status}`, async () => {
      const { status, body, headers } = await play(operation, 'success');
      expect({ status, body }).toSatisfy(() => documented(operation, status, body));
      expect(status).toBe(operation.success.status);
      expect(headers.get('content-type')).toBe('application/json');
    });
  }
  for (const { operation, status, code } of rows) {
    it(`${operation.name}: ${status} ${code}`, async () => {
      const answer = await play(operation, `${status} ${code}`);
      expect({ status: answer.status, body: answer.body }).toEqual({ status, body: { message: code } });
    });
  }
});

describe('the scenarios and the contract name the same rows', () => {
  it('operations', () => {
    expect(Object.keys(scenarios)).toEqual(contract.map(({ name }) => name));
  });
  for (const operation of contract) {
    it(operation.name, () => {
      const listed = operation.failures.map(({ status, code }) => `${status} ${code}`);
      expect(scenarioNames(operation).sort()).toEqual(listed.sort());
    });
  }
});

describe('the other ways to a row', () => {
  for (const operation of contract.filter(({ auth }) => auth.length > 0)) {
    for (const [row, ways] of Object.entries(otherWays)) {
      for (const [way, prepare] of Object.entries(ways)) {
        // Where the pair is not a scheme at all, a wrong one is no more than absent.
        if (way.startsWith('a pair') && !operation.auth.includes('consumerPair')) continue;
        it(`${operation.name}: ${row}: ${way}`, async () => {
          const world = createWorld();
          const right = await scenario(operation.name, 'success')(world);
          const { headers } = await prepare(world);
          const { status, body } = await world.send(operation, { ...right, headers: headers ?? {} });
          expect(`${status} ${body['message']}`).toBe(row);
        });
      }
    }
  }
  for (const [why, makeToken] of Object.entries(deadTokens)) {
    it(`a token that is ${why} is invalid`, async () => {
      const world = createWorld();
      const token = await makeToken(world);
      const headers = await world.signIn(why === 'used' ? { ...ada, password: newPassword } : ada);
      const query = `?token=${encodeURIComponent(token)}`;
      const body = { token, password: newPassword, confirm_password: newPassword };
      for (const answer of [
        await world.send(operationNamed('verifyResetToken'), { headers, query }),
        await world.send(operationNamed('resetPassword'), { body }),
      ]) {
        expect(answer).toMatchObject({ status: 403, body: { message: 'token_is_invalid' } });
      }
    });
  }
});

describe('schemes', () => {
  for (const operation of contract.filter(({ auth }) => auth.length > 0)) {
    const takesPair = operation.auth.includes('consumerPair');
    it(`${operation.name} ${takesPair ? 'takes' : 'does not take'} the consumer pair`, async () => {
      const world = createWorld({ switches: { consumerMayChangePassword: true } });
      const right = await scenario(operation.name, 'success')(world);
      const { status, body } = await world.send(operation, { ...right, headers: pairHeaders });
      if (takesPair) expect(status).toBe(operation.success.status);
      else expect({ status, body }).toEqual({ status: 401, body: { message: 'missing_authorization_key' } });
    });
  }
  for (const url of mailUrls) {
    it(`${url} takes only the consumer pair`, async () => {
      const world = createWorld();
      const send = (headers: Record<string, string>) =>
        world.sandbox.fetch(url, { method: 'POST', headers, body: '{}' });
      expect((await send(pairHeaders)).status).toBe(200);
      const refused = await send(await world.signIn());
      expect(refused.status).toBe(401);
      expect(Object.keys(await refused.json())).toEqual(['errorCode', 'message', 'details']);
    });
  }
  it('everything else below the base takes either', async () => {
    const world = createWorld();
    const analytics = { method: 'GET', path: '/analytics' } as const;
    expect(await world.send(analytics, { headers: pairHeaders })).toMatchObject({ status: 200 });
    expect(await world.send(analytics, { headers: await world.signIn() })).toMatchObject({ status: 200 });
    expect(await world.send(analytics)).toMatchObject({
      status: 401,
      body: { message: 'missing_authorization_key' },
    });
  });
});

describe('what an operation does', () => {
  it('a key lives two hours, to the millisecond, or never ends with no_expire', async () => {
    const world = createWorld({ clock: { frozen: true } });
    const login = operationNamed('login');
    const [short, long] = [
      await world.signIn(),
      {
        authorization: String((await world.send(login, { body: { ...ada, no_expire: true } })).body['auth']),
      },
    ];
    const use = async (headers: Record<string, string>) =>
      (await world.send({ method: 'GET', path: '/analytics' }, { headers })).status;
    world.sandbox.clock.advance(keyLifetime - 1);
    expect([await use(short), await use(long)]).toEqual([200, 200]);
    world.sandbox.clock.advance(1);
    expect([await use(short), await use(long)]).toEqual([401, 200]);
    world.sandbox.clock.advance(1000 * keyLifetime);
    expect(await use(long)).toBe(200);
  });

  it('a key looks like 40 hex characters', async () => {
    expect((await createWorld().signIn())['authorization']).toMatch(/^[0-9a-f]{40}$/);
  });

  it('a logout revokes the key it is called with and no other', async () => {
    const world = createWorld();
    const [gone, kept] = [await world.signIn(), await world.signIn()];
    await world.send(operationNamed('logout'), { headers: gone });
    const use = async (headers: Record<string, string>) =>
      (await world.send(operationNamed('listConsumerKeys'), { headers })).status;
    expect([await use(gone), await use(kept)]).toEqual([401, 200]);
  });

  it('a change and a reset take effect on the next login, and only there', async () => {
    for (const name of ['changePassword', 'resetPassword']) {
      const world = createWorld();
      await world.send(operationNamed(name), await scenario(name, 'success')(world));
      const logins = [ada, { ...ada, password: newPassword }].map((body) =>
        world.send(operationNamed('login'), { body }),
      );
      expect((await Promise.all(logins)).map(({ status }) => status)).toEqual([403, 200]);
    }
  });

  it('a refused change changes nothing', async () => {
    for (const row of scenarioNames(operationNamed('changePassword'))) {
      const world = createWorld();
      await world.send(operationNamed('changePassword'), await scenario('changePassword', row)(world));
      for (const body of [ada, nameless]) {
        expect(await world.send(operationNamed('login'), { body }), row).toMatchObject({ status: 200 });
      }
    }
  });

  it('a reset mail goes to the address asked for, holds the token, and that lives one hour', async () => {
    const world = createWorld({ clock: { frozen: true, now: 1_700_000_000_000 } });
    const token = await world.askForToken();
    const [mail] = world.sandbox.outbox.list();
    expect(mail).toMatchObject({ to: ada.email, token, sentAt: 1_700_000_000_000 });
    expect(mail?.text).toContain(token);
    expect(mail?.html).toContain('Reset Password</a>');
    const headers = await world.signIn();
    const verify = () =>
      world.send(operationNamed('verifyResetToken'), {
        headers,
        query: `?token=${encodeURIComponent(token)}`,
      });
    world.sandbox.clock.advance(resetTokenLifetime - 1);
    // Verifying does not use the token up.
    expect([(await verify()).status, (await verify()).status]).toEqual([200, 200]);
    world.sandbox.clock.advance(1);
    expect((await verify()).status).toBe(403);
  });

  it('a consumer key is listed without its secret, works as a pair, and stops when deleted', async () => {
    const world = createWorld();
    const headers = await world.signIn();
    const created = await world.send(operationNamed('createConsumerKey'), {
      headers,
      body: { permissions: ['APIS'], label: 'reports', ips: ['192.0.2.1'] },
    });
    const { consumerKey, consumerSecret } = created.body as { consumerKey: string; consumerSecret: string };
    const listed = await world.send(operationNamed('listConsumerKeys'), { headers });
    const results = listed.body['results'] as Record<string, unknown>[];
    expect(listed.body['count']).toBe(2);
    for (const result of results) expect(Object.keys(result).sort()).toEqual([...listedConsumerKey].sort());
    expect(results.find((result) => result['consumerKey'] === consumerKey)).toMatchObject({
      label: 'reports',
      permissions: ['APIS'],
      ips: ['192.0.2.1'],
    });
    expect(JSON.stringify(listed.body)).not.toContain(consumerSecret);
    const use = async () =>
      (await world.send({ method: 'GET', path: '/analytics' }, { headers: { consumerKey, consumerSecret } }))
        .status;
    expect(await use()).toBe(200);
    await world.send(operationNamed('deleteConsumerKey'), { headers, params: { consumerKey } });
    expect(await use()).toBe(401);
  });
});

describe('nothing undocumented is answered', () => {
  /** What the contract leaves unsaid and a server has to answer all the same. */
  const chosen: Readonly<Record<string, string>> = { createConsumerKey: '400 missing_required_parameter' };

  const odd = fc.oneof(
    fc.constantFrom(
      '',
      ' ',
      ada.email,
      ada.password,
      newPassword,
      'short',
      '__proto__',
      'nobody@example.com',
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.jsonValue({ maxDepth: 2 }),
    fc.constant([...consumerPermissions]),
  );
  const fields = [
    'email',
    'no_expire',
    'current_password',
    'password',
    'confirm_password',
    'token',
    'permissions',
  ];
  const object = fc.dictionary(fc.constantFrom(...fields, '__proto__', 'constructor'), odd);
  const text = fc.oneof(
    { weight: 4, arbitrary: object.map((value) => JSON.stringify(value)) },
    fc.constantFrom('', '[]', 'null', '"x"', '42', '{', '{"email":1,"email":2}', '[['.repeat(50_000)),
    fc.constantFrom(
      '{"__proto__":{"email":"ada@example.com"}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
    ),
    fc.json(),
  );
  const who = fc.constantFrom('nobody', 'key', 'bearer', 'pair', 'half', 'both', 'inactive', 'unknown');

  const headersOf = async (
    caller: string,
    world: ReturnType<typeof createWorld>,
  ): Promise<Record<string, string>> => {
    const key = await world.signIn();
    if (caller === 'inactive') world.sandbox.accounts.add({ ...ada, active: false });
    const kinds: Record<string, Record<string, string>> = {
      key,
      inactive: key,
      bearer: { authorization: `Bearer ${key['authorization']}` },
      pair: pairHeaders,
      half: { consumerKey: pair.key },
      both: { ...key, ...pairHeaders },
      unknown: { authorization: 'unknown' },
    };
    return kinds[caller] ?? {};
  };

  const indexOf = ({ failures }: ContractOperation, status: number, body: Record<string, unknown>): number =>
    failures.findIndex((row) => row.status === status && row.code === body['message']);

  for (const operation of contract) {
    it(`${operation.name}, and of several codes the first or the last listed wins`, async () => {
      await fc.assert(
        fc.asyncProperty(who, text, odd, async (caller, content, token) => {
          const answers = [];
          for (const errorOrder of ['listed', 'reversed'] as const) {
            const world = createWorld({ switches: { errorOrder } });
            const headers = await headersOf(caller, world);
            const { status, body } = await world.send(operation, {
              headers,
              ...(operation.body ? { text: content } : {}),
              ...(operation.query.length > 0
                ? { query: `?token=${encodeURIComponent(String(token).toWellFormed())}` }
                : {}),
            });
            const answer = `${status} ${body['message']}`;
            expect(answer === chosen[operation.name] || documented(operation, status, body), answer).toBe(
              true,
            );
            answers.push({ status, index: indexOf(operation, status, body) });
          }
          const [listed, reversed] = answers;
          expect(listed?.index).toBeLessThanOrEqual(reversed?.index ?? -1);
          expect(Object.prototype).not.toHaveProperty('polluted');
        }),
        { numRuns: 100 },
      );
    });
  }
});
