import type * as Undici from 'undici';
import type { UndiciModule } from './agent.ts';

/** What makes up a request, apart from its URL and its body. */
const members = [
  'method',
  'headers',
  'redirect',
  'signal',
  'mode',
  'credentials',
  'cache',
  'integrity',
  'keepalive',
  'referrer',
  'referrerPolicy',
] as const;

interface Arguments {
  readonly input: Undici.RequestInfo;
  readonly init: Undici.RequestInit;
}

/**
 * Turns the arguments of a fetch into undici's own classes, if undici knows no others. It would read a Request of Node's, or
 * of a polyfill, as a URL, and a FormData as text. It takes everything else as it is.
 */
export function translate(undici: UndiciModule, input: unknown, init?: RequestInit | null): Arguments {
  const body = isForm(init?.body) ? copyForm(undici, init.body) : init?.body;
  return {
    input: isRequest(input) ? copyRequest(undici, input, body ?? null) : (input as string), // or a value that becomes one
    init: { ...init, ...(body !== undefined && { body }) } as Undici.RequestInit, // two sets of types of one standard
  };
}

function copyRequest(undici: UndiciModule, request: Request, replacement: unknown): Undici.Request {
  const own = Object.fromEntries(members.map((name) => [name, request[name]]));
  // A body that gives way to another stays unread.
  const body = replacement === null && request.body ? { body: request.body, duplex: 'half' } : {};
  return new undici.Request(request.url, { ...own, ...body } as Undici.RequestInit); // as above
}

function copyForm(undici: UndiciModule, form: FormData): Undici.FormData {
  const copy = new undici.FormData();
  for (const [name, value] of form) {
    if (typeof value === 'string') copy.append(name, value);
    else copy.append(name, value, value.name);
  }
  return copy;
}

const isRequest = (input: unknown): input is Request =>
  typeof input === 'object' && input !== null && 'url' in input && typeof input.url === 'string';

/** By its name: touching the class would make Node load its own fetch. */
const isForm = (body: unknown): body is FormData =>
  Object.prototype.toString.call(body) === '[object FormData]';
