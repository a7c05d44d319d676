import { literal, placeholder } from '../flows/code.ts';
import { MASK, type MaskedMessage } from './mask.ts';
import type { Exchange } from './recorder.ts';

const unmasked = (text: string, name: string): string => text.replaceAll(MASK, placeholder(name));

/** A body with a placeholder in place of each secret, named after the member. */
function bodyOf({ body }: MaskedMessage): string | null {
  if (body === null || !body.includes(MASK)) return body;
  try {
    const value = JSON.parse(body, (name, inner) =>
      typeof inner === 'string' ? unmasked(inner, name) : inner,
    );
    return JSON.stringify(value, null, 2);
  } catch {
    return unmasked(body, 'secret');
  }
}

const urlOf = ({ url }: MaskedMessage): string =>
  url.replaceAll(
    /([^?&=]+)=([^&]*)/g,
    (_all, name: string, value: string) => `${name}=${unmasked(value, name)}`,
  );

const headersOf = ({ headers }: MaskedMessage): [name: string, value: string][] =>
  headers.map(([name, value]) => [name, unmasked(value, name)]);

/** One argument of a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The request as a command of curl. */
export function asCurl({ method, request }: Exchange): string {
  const body = bodyOf(request);
  return [
    `curl --request ${method} ${quoted(urlOf(request))}`,
    ...headersOf(request).map(([name, value]) => `--header ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [`--data ${quoted(body)}`]),
  ].join(' \\\n  ');
}

/** The request as it is on the wire, in HTTP/1.1. */
export function asHttp({ method, request }: Exchange): string {
  const { host, pathname } = new URL(request.url);
  const search = urlOf(request).split('?')[1];
  const body = bodyOf(request);
  return [
    `${method} ${pathname}${search === undefined ? '' : `?${search}`} HTTP/1.1`,
    `host: ${host}`,
    ...headersOf(request).map(([name, value]) => `${name}: ${value}`),
    '',
    body ?? '',
  ].join('\n');
}

/** The request as a call of `fetch`, without the SDK. */
export function asFetch({ method, request }: Exchange): string {
  const body = bodyOf(request);
  const init = {
    method,
    headers: Object.fromEntries(headersOf(request)),
    ...(body !== null && { body }),
  };
  return `const response = await fetch(${literal(urlOf(request))}, ${literal(init)});`;
}
