import { type CreateConsumerKeyInput, operations } from '@turbosmtp-auth/browser';
import snippet from '../snippets/create-consumer-key.ts?raw';
import { literal } from './code.ts';
import { fieldsOf, listed, typed } from './fields.ts';
import type { Flow, Values } from './flow.ts';

const { choices } = operations.createConsumerKey.fields.permissions;

export const createConsumerKey: Flow = {
  id: 'createConsumerKey',
  group: 'Keys',
  title: 'Create consumer key',
  lead: 'Make a consumer pair: a key and a secret for a program that must not have the password. It is valid until you delete it. The service shows the secret only once.',
  fields: fieldsOf('createConsumerKey'),
  submit: 'Create',
  snippet,
  call: (values) => `createPair(${literal(inputOf(values))})`,
  async run({ client }, values, options) {
    const pair = await client.createConsumerKey(inputOf(values), options);
    return { summary: 'The pair is made: copy its secret now', detail: pair, pair };
  },
};

function inputOf(values: Values): CreateConsumerKeyInput {
  const chosen = listed(values, 'permissions');
  const label = typed(values, 'label');
  const ips = listed(values, 'ips');
  return {
    permissions: choices.filter((permission) => chosen.includes(permission)),
    ...(label !== '' && { label }),
    ...(ips.length > 0 && { ips }),
  };
}
