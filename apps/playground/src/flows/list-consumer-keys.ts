import snippet from '../snippets/list-consumer-keys.ts?raw';
import { fieldsOf } from './fields.ts';
import type { Flow } from './flow.ts';

export const listConsumerKeys: Flow = {
  id: 'listConsumerKeys',
  group: 'Keys',
  title: 'List consumer keys',
  lead: 'See which consumer pairs the account has. A pair is a key and a secret for a program. The list has labels, permissions and addresses, but no secrets.',
  fields: fieldsOf('listConsumerKeys'),
  submit: 'List',
  snippet,
  call: () => 'listLabels()',
  async run({ client }, _values, options) {
    const pairs = await client.listConsumerKeys(options);
    if (pairs.length === 0) return { summary: 'The account has no consumer pair', tone: 'note' };
    return {
      summary: pairs.length === 1 ? '1 consumer pair' : `${pairs.length} consumer pairs`,
      detail: pairs,
    };
  },
};
