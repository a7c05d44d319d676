import snippet from '../snippets/create-consumer-key.ts?raw';
import { listed, typed } from './fields.ts';
import type { Flow } from './flow.ts';

const permissions = ['APIS', 'SEND_API', 'SEND_SMTP'] as const;

export const createConsumerKey: Flow = {
  id: 'createConsumerKey',
  title: 'Create consumer key',
  lead: 'Make a pair for a program that shall not have the password: it lasts until it is deleted. Its secret is told here once and never again.',
  fields: [
    {
      name: 'permissions',
      label: 'Permissions',
      kind: 'choices',
      choices: permissions,
      hint: 'At least one.',
    },
    { name: 'label', label: 'Label', kind: 'text', hint: 'Optional: what it is called in the list.' },
    {
      name: 'ips',
      label: 'Addresses it may be used from',
      kind: 'text',
      hint: 'Optional, separated by spaces: left empty, any.',
    },
  ],
  submit: 'Create',
  snippet,
  async run({ client }, values, options) {
    const chosen = listed(values, 'permissions');
    const label = typed(values, 'label');
    const ips = listed(values, 'ips');
    const pair = await client.createConsumerKey(
      {
        permissions: permissions.filter((permission) => chosen.includes(permission)),
        ...(label !== '' && { label }),
        ...(ips.length > 0 && { ips }),
      },
      options,
    );
    return { summary: 'The pair is made: copy its secret now', detail: pair, pair };
  },
};
