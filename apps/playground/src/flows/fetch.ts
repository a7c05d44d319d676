import snippet from '../snippets/fetch.ts?raw';
import { typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const fetchResource: Flow = {
  id: 'fetch',
  title: 'Use the key',
  lead: 'Call anything else of the API. The client adds the key to the request, and only to requests under the base URL.',
  fields: [{ name: 'path', label: 'Path below the base URL', kind: 'path', hint: 'GET' }],
  submit: 'Fetch',
  snippet,
  async run(client, values, { signal }) {
    const response = await client.fetch(typed(values, 'path'), signal ? { signal } : {});
    const text = await response.text();
    return {
      summary: `${response.status} ${response.statusText}`.trim(),
      detail: parsed(text),
      tone: response.ok ? 'good' : 'note',
    };
  },
};

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `${text.length} characters that are not JSON`;
  }
}
