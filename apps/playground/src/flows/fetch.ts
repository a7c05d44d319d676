import type { ConsumerPair } from '@turbosmtp-auth/browser';
import snippet from '../snippets/fetch.ts?raw';
import { typed } from './fields.ts';
import type { Flow, Told, Values } from './flow.ts';

export const fetchResource: Flow = {
  id: 'fetch',
  title: 'Use the key',
  lead: 'Call anything else of the API. The client adds the key to the request, and only to requests under the base URL.',
  fields: [
    { name: 'path', label: 'Path below the base URL', kind: 'path', hint: 'GET' },
    {
      name: 'consumerKey',
      label: 'Consumer key',
      kind: 'label',
      optional: true,
      hint: 'With a consumer pair, the call needs no session.',
    },
    { name: 'consumerSecret', label: 'Consumer secret', kind: 'password', optional: true },
  ],
  submit: 'Fetch',
  snippet,
  async run({ client, asConsumer }, values, { signal }) {
    const path = typed(values, 'path');
    const options = signal ? { signal } : {};
    const pair = typedPair(values);
    if (!pair) return tell(await client.fetch(path, options));
    const consumer = asConsumer(pair);
    try {
      return await tell(await consumer.fetch(path, options));
    } finally {
      await consumer.close();
    }
  },
};

/** Half a pair is a pair too: the client says which half is missing. */
function typedPair(values: Values): ConsumerPair | undefined {
  const pair = { key: typed(values, 'consumerKey'), secret: typed(values, 'consumerSecret') };
  return pair.key || pair.secret ? pair : undefined;
}

async function tell(response: Response): Promise<Told> {
  const text = await response.text();
  return {
    summary: `${response.status} ${response.statusText}`.trim(),
    detail: parsed(text),
    tone: response.ok ? 'good' : 'note',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `${text.length} characters that are not JSON`;
  }
}
