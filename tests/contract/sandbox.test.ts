import { describe, expect, it } from 'vitest';
import { documented } from './judge.ts';
import { deadTokens, otherWays, scenario, scenarioNames, scenarios } from './scenarios.ts';
import { type ContractOperation, caused, contract, mailUrls, operationNamed, rows } from './table.ts';
import { ada, createWorld, newPassword, pairHeaders } from './world.ts';

async function play(operation: ContractOperation, row: string) {
  const world = createWorld();
  return world.send(operation, await scenario(operation.name, row)(world));
}

describe('every row of the contract is answered', () => {
  for (const operation of contract) {
    it(`${operation.name}: ${operation.success.status}`, async () => {
      const { status, body, headers } = await play(operation, 'success');
      expect(status, JSON.stringify(body)).toBe(operation.success.status);
      expect(body).toSatisfy(() => documented(operation, status, body));
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
      const listed = caused(operation).map(({ status, code }) => `${status} ${code}`);
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
      const mail = { from: 'shop@example.com', to: ada.email, subject: 'Hello', content: 'Hello' };
      const send = (headers: Record<string, string>, body: object = mail) =>
        world.sandbox.fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
      const sent = await send(pairHeaders);
      expect(sent.status).toBe(200);
      expect(await sent.text()).toMatch(/^\{"message":"OK","mid":\d{16,19}\}$/);
      const wrong = await send(pairHeaders, {});
      expect(wrong.status).toBe(400);
      expect(await wrong.json()).toEqual({
        message: 'error',
        errors: expect.arrayContaining([expect.any(String)]),
      });
      const refused = await send(await world.signIn());
      expect(refused.status).toBe(401);
      expect(await refused.json()).toMatchObject({ errorCode: 3, message: 'Invalid authorization token' });
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
