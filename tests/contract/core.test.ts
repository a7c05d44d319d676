import {
  type AuthScheme,
  type CodeTable,
  type InputField,
  lostHint,
  type Operation,
  operations,
} from '@turbosmtp-auth/core';
import { describe, expect, test } from 'vitest';
import { type ContractOperation, contract, operationNamed, type Scheme } from './table.ts';

const core: Readonly<Record<string, Operation<object, unknown>>> = { ...operations };

const schemeOf: Readonly<Record<AuthScheme, Scheme>> = { key: 'apiKey', consumer: 'consumerPair' };

/** The service's names of what stands in one place of the request. */
const namesIn = (operation: Operation<object, unknown>, place: InputField['in']): string[] =>
  fieldsOf(operation)
    .filter((field) => field.in === place)
    .map(({ wire }) => wire);

const fieldsOf = ({ fields }: Operation<object, unknown>): InputField[] =>
  Object.values<InputField>({ ...fields });

const codesOf = (table: CodeTable): string[] =>
  Object.entries(table).flatMap(([status, codes]) => codes.map((code) => `${status} ${code}`));

test('the core has the operations of the contract and no other', () => {
  expect(Object.keys(core).sort()).toEqual(contract.map(({ name }) => name).sort());
});

describe.each(Object.entries(core))('%s', (name, operation) => {
  const stated: ContractOperation = operationNamed(name);

  test('is named and addressed as the contract says', () => {
    expect(operation.name).toBe(name);
    expect(operation.method).toBe(stated.method);
    expect(operation.path).toBe(stated.path);
  });

  test('takes the schemes of the contract', () => {
    expect(operation.auth.map((scheme) => schemeOf[scheme])).toEqual(stated.auth);
  });

  test('documents every code of the contract, in its order, and no other', () => {
    expect(codesOf(operation.codes)).toEqual(stated.failures.map(({ status, code }) => `${status} ${code}`));
  });

  test('says what to do after a lost answer exactly if it must not be sent twice', () => {
    expect(lostHint(name).hint !== undefined).toBe(!operation.repeatable);
  });

  test('sends the members of the contract and no other', () => {
    const { required, optional } = stated.body ?? { required: [], optional: [] };
    expect(namesIn(operation, 'body').sort()).toEqual([...required, ...optional].sort());
    expect(namesIn(operation, 'query')).toEqual(stated.query);
    expect(namesIn(operation, 'path')).toEqual(
      [...stated.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
    );
  });

  test('leaves out only what the contract calls optional', () => {
    const omitted = fieldsOf(operation).filter(({ optional, sameAs }) => optional && !sameAs);
    expect(omitted.map(({ wire }) => wire).sort()).toEqual([...(stated.body?.optional ?? [])].sort());
  });

  test('takes the success of the contract, and nothing that lacks what the caller asked for', async () => {
    const { status, body } = stated.success;
    expect(operation.success).toBe(status);
    const example = Object.fromEntries(Object.entries(body).map(([member, is]) => [member, exampleOf(is)]));
    const accepts = async (value: unknown): Promise<boolean> =>
      !(await operation.reply['~standard'].validate(value)).issues;
    expect(await accepts(example)).toBe(true);
    expect(await accepts({ ...example, more: 1 })).toBe(true);
    for (const [member, is] of Object.entries(body)) {
      const { [member]: _, ...without } = example;
      // A `message` is optional in the schema, and of a list only its records are asked for.
      const needed = typeof is !== 'object' && is !== 'number';
      expect(await accepts(without), `without ${member}`).toBe(!needed);
      expect(await accepts({ ...example, [member]: true }), `with a wrong ${member}`).toBe(is === 'number');
    }
  });
});

function exampleOf(member: ContractOperation['success']['body'][string]): unknown {
  if (typeof member === 'object') return member.is;
  return { 'filled string': 'a-key', number: 1, list: [] }[member];
}
