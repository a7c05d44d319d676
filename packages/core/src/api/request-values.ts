import { invalidInput } from '../errors/build.ts';

const refused = (option: 'query' | 'body', code: string): Error =>
  invalidInput(`options.${option}`, code, { operation: 'fetch' });

/**
 * The values of a query, as the service is to read them. ofetch would put a date in quotes, send `undefined` in a list as a word,
 * and throw at a bigint.
 */
export function queryOf(
  query: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> | undefined {
  return query && Object.fromEntries(Object.entries(query).map(([name, value]) => [name, queryValue(value)]));
}

function queryValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== undefined).map(queryValue);
  if (typeof value === 'bigint') return String(value);
  if (isDate(value)) return Number.isNaN(value.getTime()) ? refuseDate() : value.toISOString();
  return value;
}

function refuseDate(): never {
  throw refused('query', 'not_a_time');
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
  try {
    return JSON.stringify(body);
  } catch {
    throw refused('body', 'not_json'); // the error could name what is in it
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
