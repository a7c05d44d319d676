import snippet from '../snippets/delete-consumer-key.ts?raw';
import { literal } from './code.ts';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const deleteConsumerKey: Flow = {
  id: 'deleteConsumerKey',
  group: 'Keys',
  title: 'Delete consumer key',
  lead: 'Delete a consumer pair, a key and a secret for a program, by its key. From then on, the service refuses the pair.',
  fields: fieldsOf('deleteConsumerKey'),
  submit: 'Delete',
  snippet,
  call: ({ key }) => `deleteConsumerKey(${literal(key)})`,
  async run({ client }, values, options) {
    await client.deleteConsumerKey({ key: typed(values, 'key') }, options);
    return { summary: 'The pair is deleted' };
  },
};
