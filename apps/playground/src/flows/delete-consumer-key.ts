import snippet from '../snippets/delete-consumer-key.ts?raw';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const deleteConsumerKey: Flow = {
  id: 'deleteConsumerKey',
  title: 'Delete consumer key',
  lead: 'End a consumer pair by its key. Whoever still uses it is refused from then on.',
  fields: fieldsOf('deleteConsumerKey'),
  submit: 'Delete',
  snippet,
  async run({ client }, values, options) {
    await client.deleteConsumerKey({ key: typed(values, 'key') }, options);
    return { summary: 'The pair is deleted' };
  },
};
