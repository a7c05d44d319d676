import { operations } from '@turbosmtp-auth/browser';
import snippet from '../snippets/create-consumer-key.ts?raw';
import { fieldsOf, listed, typed } from './fields.ts';
import type { Flow } from './flow.ts';

const { choices } = operations.createConsumerKey.fields.permissions;

export const createConsumerKey: Flow = {
  id: 'createConsumerKey',
  title: 'Create consumer key',
  lead: 'Make a pair for a program that shall not have the password: it lasts until it is deleted. Its secret is told here once and never again.',
  fields: fieldsOf('createConsumerKey'),
  submit: 'Create',
  snippet,
  async run({ client }, values, options) {
    const chosen = listed(values, 'permissions');
    const label = typed(values, 'label');
    const ips = listed(values, 'ips');
    const pair = await client.createConsumerKey(
      {
        permissions: choices.filter((permission) => chosen.includes(permission)),
        ...(label !== '' && { label }),
        ...(ips.length > 0 && { ips }),
      },
      options,
    );
    return { summary: 'The pair is made: copy its secret now', detail: pair, pair };
  },
};
