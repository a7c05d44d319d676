import type { ConsumerPair } from '@turbosmtp-auth/browser';
import { parseExactly } from '../service/mask.ts';
import snippet from '../snippets/fetch.ts?raw';
import { literal } from './code.ts';
import { typed } from './fields.ts';
import type { Flow, Told, Values } from './flow.ts';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

export const fetchResource: Flow = {
  id: 'fetch',
  group: 'Use',
  title: 'Use the key',
  lead: 'Call any other part of the API. The client adds the key to the request, and only to requests under the base URL.',
  fields: [
    { name: 'method', label: 'Method', kind: 'option', choices: methods },
    { name: 'path', label: 'Path below the base URL', kind: 'path', inputmode: 'url' },
    {
      name: 'query',
      label: 'Query',
      kind: 'label',
      optional: true,
      hint: 'For example `limit=1&from=2026-01-01`.',
      inputmode: 'url',
    },
    { name: 'body', label: 'Body', kind: 'json', optional: true, hint: 'JSON.' },
    {
      name: 'consumerKey',
      label: 'Consumer key',
      kind: 'label',
      optional: true,
      half: true,
      hint: 'A consumer pair calls without a login. “Create consumer key” makes one.',
    },
    { name: 'consumerSecret', label: 'Consumer secret', kind: 'password', optional: true, half: true },
  ],
  submit: 'Fetch',
  snippet,
  call(values) {
    const init = initOf(values);
    return `call(${literal(targetOf(values))}${Object.keys(init).length > 0 ? `, ${literal(init)}` : ''})`;
  },
  client({ consumerKey: key, consumerSecret: secret }) {
    return key || secret ? { consumer: { key, secret } } : {};
  },
  async run({ client, asConsumer }, values, { signal }) {
    const init = { ...initOf(values), ...(signal && { signal }) };
    const pair = typedPair(values);
    if (!pair) return tell(await client.fetch(targetOf(values), init));
    const consumer = asConsumer(pair);
    try {
      const told = await tell(await consumer.fetch(targetOf(values), init));
      return { ...told, mailed: told.tone === 'good' && isMail(values) };
    } finally {
      await consumer.close();
    }
  },
};

/** Whether it is the call that sends a mail. */
export const isMail = (values: Values): boolean =>
  typed(values, 'method') === 'POST' && /\/mail\/send$/.test(typed(values, 'path'));

/** The path and the query, either of which may hold the other's. */
function targetOf(values: Values): string {
  const path = typed(values, 'path');
  const query = typed(values, 'query').replace(/^[?&]/, '');
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/** A method and a body, if they are not those of a plain GET. */
function initOf(values: Values): { method?: string; headers?: Record<string, string>; body?: string } {
  const method = typed(values, 'method') || 'GET';
  const body = typed(values, 'body');
  return {
    ...(method !== 'GET' && { method }),
    ...(body !== '' && { headers: { 'content-type': 'application/json' }, body }),
  };
}

/** Half a pair is a pair too: the client says which half is missing. */
function typedPair(values: Values): ConsumerPair | undefined {
  const pair = { key: typed(values, 'consumerKey'), secret: typed(values, 'consumerSecret') };
  return pair.key || pair.secret ? pair : undefined;
}

async function tell(response: Response): Promise<Told> {
  const text = await response.text();
  const detail = parsed(text);
  const { message } = Object(detail) as { message?: unknown }; // anything, as an object
  const status = `${response.status} ${response.statusText}`.trim();
  const isForeign = response.ok && text !== '' && detail === undefined;
  return {
    summary: isForeign ? `${status}, but it is not JSON: this is no answer of the service` : status,
    ...(text !== '' && { detail: detail ?? `${text.length} characters that are not JSON` }),
    tone: response.ok && !isForeign ? 'good' : 'note',
    ...(!response.ok && typeof message === 'string' && { refusal: message }),
  };
}

function parsed(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return undefined;
  }
}
