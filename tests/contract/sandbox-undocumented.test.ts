import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJudge, openapi } from './described.ts';
import { documented } from './judge.ts';
import { type ContractOperation, consumerPermissions, contract } from './table.ts';
import { ada, createWorld, newPassword, pair, pairHeaders } from './world.ts';

describe('nothing undocumented is answered', () => {
  const judge = createJudge(openapi);
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
            const reply = await world.send(operation, {
              headers,
              ...(operation.body ? { text: content } : {}),
              ...(operation.query.length > 0
                ? { query: `?token=${encodeURIComponent((JSON.stringify(token) ?? '').toWellFormed())}` }
                : {}),
            });
            const { status, body } = reply;
            const answer = `${status} ${body['message']}`;
            if (answer !== chosen[operation.name]) {
              expect(documented(operation, status, body), answer).toBe(true);
              expect(judge(operation, reply)).toBeUndefined();
            }
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
