import { Validator } from '@seriousme/openapi-schema-validator';
import { createHandler, createSandbox } from '@turbosmtp-auth/sandbox';
import { describe, expect, it } from 'vitest';
import { createJudge, type DescribedOperation, openapi, openapiText, type Schema } from './described.ts';
import { deadTokens, otherWays, type Scenario, scenario, scenarioNames } from './scenarios.ts';
import { baseUrl, type ContractOperation, contract, operationNamed, type Scheme } from './table.ts';
import { ada, createWorld, newPassword } from './world.ts';

const headersOf: Readonly<Record<Scheme, readonly string[]>> = {
  apiKey: ['apiKey'],
  consumerPair: ['consumerKey', 'consumerSecret'],
};

const schemaOf = (
  content: Readonly<Record<string, { readonly schema: Schema }>> | undefined,
): Schema | undefined => content?.['application/json']?.schema;

function describedOperation({ method, path }: ContractOperation): DescribedOperation {
  const found = openapi.paths[path]?.[method.toLowerCase()];
  if (!found) throw new Error(`The document has no ${method} ${path}.`);
  return found;
}

describe('the document', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate(openapiText)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('would not be with a part of the wrong kind', async () => {
    const wrong = { ...openapi, servers: [{ address: baseUrl }] };
    expect(await new Validator().validate(wrong)).toMatchObject({ valid: false });
  });

  it('is what the sandbox serves', async () => {
    const handler = createHandler(createSandbox());
    const reply = await handler(new Request('http://127.0.0.1/_sandbox/openapi.json'));
    expect(reply.headers.get('content-type')).toBe('application/json');
    expect(await reply.json()).toEqual(openapi);
  });

  it('has the base URL and the operations of the contract, and no other', () => {
    expect(openapi).toMatchObject({ servers: [{ url: baseUrl }] });
    const described = Object.values(openapi.paths).flatMap((item) => Object.values(item));
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(
      contract.map(({ name }) => name).sort(),
    );
  });

  it.each(contract.map((operation) => [operation.name, operation] as const))(
    'describes %s as the contract does',
    (name, operation) => {
      const described = describedOperation(operation);
      expect(described.operationId).toBe(name);
      expect(described.security.map((requirement) => Object.keys(requirement))).toEqual(
        operation.auth.map((scheme) => headersOf[scheme]),
      );
      const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => `path ${parameter}`);
      expect(
        described.parameters?.map(
          ({ name, in: place, required }) => `${place} ${name}${required ? '' : '?'}`,
        ) ?? [],
      ).toEqual([...inPath, ...operation.query.map((parameter) => `query ${parameter}`)]);

      const body = schemaOf(described.requestBody?.content);
      expect(body === undefined).toBe(operation.body === null);
      const { required = [], optional = [] } = operation.body ?? {};
      expect(body?.required ?? []).toEqual(required);
      expect(Object.keys(body?.properties ?? {}).sort()).toEqual([...required, ...optional].sort());

      const { success, failures, rateLimited } = operation;
      const statuses = [
        success.status,
        ...failures.map(({ status }) => status),
        ...(rateLimited ? [429] : []),
      ];
      expect(Object.keys(described.responses)).toEqual([...new Set(statuses)].map(String));
      expect(Object.keys(schemaOf(described.responses[success.status]?.content)?.properties ?? {})).toEqual(
        Object.keys(success.body),
      );
      for (const { status } of failures) {
        const codes = failures.filter((row) => row.status === status).map(({ code }) => code);
        expect(schemaOf(described.responses[status]?.content)?.properties['message']?.enum).toEqual(codes);
      }
    },
  );
});

describe('the sandbox answers what the document describes', () => {
  const judge = createJudge(openapi);

  const ways = contract.flatMap((operation) => [
    ...['success', ...scenarioNames(operation)].map((row) => ({
      operation,
      way: row,
      prepare: scenario(operation.name, row),
    })),
    ...Object.values(operation.auth.length > 0 ? otherWays : {})
      .flatMap((row) => Object.entries(row))
      .map(([way, prepare]) => ({ operation, way, prepare: asCaller(operation, prepare) })),
  ]);

  it.each(ways)('$operation.name: $way', async ({ operation, prepare }) => {
    const world = createWorld();
    expect(judge(operation, await world.send(operation, await prepare(world)))).toBeUndefined();
  });

  it.each(Object.entries(deadTokens))('a token that is %s', async (why, makeToken) => {
    const world = createWorld();
    const token = await makeToken(world);
    const headers = await world.signIn(why === 'used' ? { ...ada, password: newPassword } : ada);
    const [verify, reset] = [operationNamed('verifyResetToken'), operationNamed('resetPassword')];
    const body = { token, password: newPassword, confirm_password: newPassword };
    expect(judge(verify, await world.send(verify, { headers, query: `?token=${token}` }))).toBeUndefined();
    expect(judge(reset, await world.send(reset, { body }))).toBeUndefined();
  });

  it('consumer keys with all that they can have', async () => {
    const world = createWorld();
    const headers = await world.signIn();
    const [create, list] = [operationNamed('createConsumerKey'), operationNamed('listConsumerKeys')];
    const body = { permissions: ['APIS'], label: 'reports', ips: ['192.0.2.1'] };
    expect(judge(create, await world.send(create, { headers, body }))).toBeUndefined();
    expect(judge(list, await world.send(list, { headers }))).toBeUndefined();
  });

  /** A right request by somebody else. */
  function asCaller({ name }: ContractOperation, prepare: Scenario): Scenario {
    return async (world) => ({
      ...(await scenario(name, 'success')(world)),
      headers: (await prepare(world)).headers ?? {},
    });
  }
});

describe('a document that describes something else is noticed', () => {
  const wrong: readonly [what: string, row: string, from: string, to: string][] = [
    ['another word', 'requestPasswordReset success', '"const":"success"', '"const":"done"'],
    ['another code', 'requestPasswordReset 404 email_not_found', '"email_not_found"', '"not_found"'],
    ['another status', 'login 403 wrong_credentials_specified', '"403"', '"422"'],
    [
      'another member',
      'login success',
      '["auth"],"properties":{',
      '["expires"],"properties":{"expires":{"type":"number"},',
    ],
    [
      'another type',
      'listConsumerKeys success',
      '"is_legacy":{"type":"boolean"}',
      '"is_legacy":{"type":"number"}',
    ],
    ['another media type', 'logout success', '"application/json"', '"text/plain"'],
  ];
  it.each(wrong)('%s', async (_, row, from, to) => {
    const [name = '', ...way] = row.split(' ');
    const world = createWorld();
    const operation = operationNamed(name);
    const answer = await world.send(operation, await scenario(name, way.join(' '))(world));
    const compact = JSON.stringify(openapi);
    expect(compact).toContain(from);
    expect(createJudge(openapi)(operation, answer)).toBeUndefined();
    expect(createJudge(JSON.parse(compact.replaceAll(from, to)))(operation, answer)).toBeTypeOf('string');
  });
});
