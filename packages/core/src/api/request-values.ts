import { invalidInput } from '../errors/build.ts';
import { checkObject, checkSignal } from '../errors/check-given.ts';
import type { IssueCode } from '../errors/issue-texts.ts';
import { copiedBody } from '../transport/copied-body.ts';
import type { FetchOptions } from './types.ts';

const refused = (option: string, code: string): Error =>
  invalidInput(`options.${option}`, code, { operation: 'fetch' });

/**
 * Options whose query and headers are as any `fetch` reads them.
 *
 * @throws {InvalidInputError} for the first that cannot be. ofetch would ignore it, take it for something else, or say so only after
 * the request was sent.
 */
export function checkedOptions<Given extends FetchOptions>(options: Given): Given {
  checkObject('options', options, 'fetch');
  const all = withInherited(options);
  for (const [name, { code, is }] of Object.entries(rules)) {
    const value: unknown = Reflect.get(all, name);
    if (value !== undefined && value !== null && !is(value)) throw refused(name, code);
  }
  const { headers, query, params, signal } = all;
  checkSignal('options.signal', signal, 'fetch');
  return {
    ...all,
    ...(headers && { headers: checkedHeaders(headers) }),
    ...(query && { query: queryOf('query', query) }),
    ...(params && { params: queryOf('params', params) }),
  };
}

interface Rule {
  readonly code: IssueCode;
  readonly is: (value: unknown) => boolean;
}

const hook: Rule = {
  code: 'not_a_function',
  is: (value) => !value || [value].flat().every((each) => typeof each === 'function'),
};
const isNumber = (value: unknown): boolean => typeof value === 'number' && value >= 0;
/** ofetch counts down by one: what is between two numbers it sends once more, and then refuses. */
const isCount = (value: unknown): boolean =>
  isNumber(value) && (Number.isInteger(value) || value === Number.POSITIVE_INFINITY);

/** What an option must be if there is one. */
const rules: Readonly<Record<string, Rule>> = {
  method: { code: 'not_a_method', is: (value) => typeof value === 'string' },
  baseURL: { code: 'not_a_string', is: (value) => typeof value === 'string' },
  responseType: {
    code: 'not_supported',
    is: (value) => ['json', 'text', 'blob', 'arrayBuffer', 'stream'].includes(String(value)),
  },
  parseResponse: { code: 'not_a_function', is: (value) => typeof value === 'function' },
  timeout: { code: 'out_of_range', is: (value) => isNumber(value) && value !== 0 },
  retry: { code: 'out_of_range', is: (value) => typeof value === 'boolean' || isCount(value) },
  retryDelay: { code: 'out_of_range', is: (value) => typeof value === 'function' || isNumber(value) },
  retryStatusCodes: { code: 'not_a_list', is: Array.isArray },
  onRequest: hook,
  onRequestError: hook,
  onResponse: hook,
  onResponseError: hook,
};

/** The options that no `fetch` knows. */
export const ofOfetch: ReadonlySet<string> = new Set([
  ...Object.keys(rules).filter((name) => name !== 'method'),
  'ignoreResponseError',
  'params',
  'query',
]);

/** The options that any `fetch` knows. */
const ofFetch = [
  'method',
  'headers',
  'body',
  'signal',
  'cache',
  'credentials',
  'integrity',
  'keepalive',
  'mode',
  'priority',
  'redirect',
  'referrer',
  'referrerPolicy',
];

/** Options with what they inherit, which counts for a `fetch`, and would not for ofetch. */
export function withInherited<Given extends object>(options: Given): Given {
  const names = [...ofFetch, ...ofOfetch].filter((name) => name in options);
  return { ...options, ...Object.fromEntries(names.map((name) => [name, Reflect.get(options, name)])) };
}

function checkedHeaders(headers: NonNullable<FetchOptions['headers']>): Headers {
  try {
    return new Headers(headers);
  } catch {
    throw refused('headers', 'not_header_safe');
  }
}

/**
 * The values of a query, as the service is to read them. ofetch would put a date in quotes, send `undefined` in a list as a word,
 * and throw at a bigint, a circle and half a character. It would send nothing of URLSearchParams.
 */
function queryOf(option: 'query' | 'params', query: object): Record<string, unknown> {
  if (kindOf(query) === 'URLSearchParams') {
    const pairs = query as URLSearchParams; // of any realm
    return Object.fromEntries([...pairs.keys()].map((name) => [name, pairs.getAll(name)]));
  }
  checkObject(`options.${option}`, query, 'fetch');
  const valueAs = (value: unknown): unknown => queryValue(option, value);
  const entries = Object.entries(query).map(([name, value]) => [
    valueAs(name),
    Array.isArray(value) ? value.filter((item) => item !== undefined).map(valueAs) : valueAs(value),
  ]);
  return Object.fromEntries(entries);
}

function queryValue(option: 'query' | 'params', value: unknown): unknown {
  if (isDate(value)) {
    if (Number.isNaN(value.getTime())) throw refused(option, 'not_a_time');
    return value.toISOString();
  }
  if (typeof value === 'string' && !value.isWellFormed()) throw refused(option, 'malformed_unicode');
  if (typeof value === 'bigint') return String(value);
  return /^(?:object|function|symbol)$/.test(typeof value) && value !== null ? jsonOf(option, value) : value;
}

/** Its error could name what is in the value. */
function jsonOf(option: string, value: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(value);
  } catch {
    // as said
  }
  if (text === undefined) throw refused(option, 'not_json');
  return text;
}

/**
 * A body that any `fetch` sends as it is meant. ofetch sends an object as `[object Object]` if it is not a bare one, or has
 * a member named `buffer` or `constructor`. And `fetch` sends the text of any value that it does not know, such as a
 * promise.
 *
 * @throws {InvalidInputError} if neither JSON nor `fetch` has a form for it.
 */
export function bodyOf(body: unknown, headers: Headers): BodyInit | null | undefined {
  if (body === undefined || body === null || typeof body === 'string') return body;
  if (!isData(body)) {
    if (typeof body === 'object' && !unsendable.has(kindOf(body))) return body as BodyInit; // for `fetch` to read
    throw refused('body', 'not_a_body');
  }
  const type = headers.get('content-type');
  if (type?.startsWith('application/x-www-form-urlencoded') && typeof body === 'object')
    return new URLSearchParams(body as Record<string, string>).toString(); // its members become texts
  if (!type) headers.set('content-type', 'application/json');
  return jsonOf('body', body);
}

/** A copy of a body that could be changed. */
export function copyOf(body: BodyInit | null | undefined): BodyInit | null | undefined {
  try {
    return copiedBody(body);
  } catch {
    throw refused('body', 'not_a_body');
  }
}

/** Whether JSON is the form of a value: not a file, a form, bytes or a stream. */
function isData(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return typeof body === 'number' || typeof body === 'boolean';
  if (Array.isArray(body) || isDate(body)) return true;
  return kindOf(body) === 'Object' && !isStream(body);
}

/** Whether a body is used up by its first sending. */
export function isStream(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { pipe, getReader } = body as { pipe?: unknown; getReader?: unknown };
  return typeof pipe === 'function' || typeof getReader === 'function' || Symbol.asyncIterator in body;
}

const kindOf = (value: unknown): string => Object.prototype.toString.call(value).slice(8, -1);

/** Of any realm. */
const isDate = (value: unknown): value is Date => kindOf(value) === 'Date';

/** What `fetch` would send as a text that says nothing. */
const unsendable: ReadonlySet<string> = new Set([
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'RegExp',
  'Error',
]);
