import type { ConsumerKey, Session } from '@turbosmtp-auth/core';
import { errorOf } from './errors.ts';
import { connectHints } from './hints.ts';

// Chromium's ports carry JSON, Firefox's structured clones: what is sent is JSON in both. Dates are numbers, bodies are base64.

/** The longest body, in bytes. Chromium ends a port over which a message of 64 MiB is sent. */
export const MOST_BYTES = 5_000_000;

export type WireSession = Omit<Session, 'mintedAt' | 'expiry'> & {
  mintedAt: number;
  expiry: Omit<Session['expiry'], 'at'> & { at: number | null };
};

export const sessionToWire = ({ account, profile, mintedAt, expiry, persisted }: Session): WireSession => ({
  account,
  profile,
  mintedAt: mintedAt.getTime(),
  expiry: { at: expiry.at?.getTime() ?? null, kind: expiry.kind },
  persisted,
});

type WireConsumerKey = Omit<ConsumerKey, 'createdAt'> & { createdAt: number | null };

export const consumerKeyToWire = ({ createdAt, ...rest }: ConsumerKey): WireConsumerKey => ({
  ...rest,
  createdAt: createdAt?.getTime() ?? null,
});

/** What came over a wire, with its dates. */
export const revived = <T>(value: unknown): T =>
  JSON.parse(JSON.stringify(value), (name, part) =>
    typeof part === 'number' && /^(?:mintedAt|createdAt|startedAt|at)$/.test(name) ? new Date(part) : part,
  );

export interface WireRequest {
  url: string;
  method: string;
  headers: [string, string][];
  body?: string;
}

export interface WireResponse {
  status: number;
  statusText: string;
  url: string;
  headers: [string, string][];
  body: string;
}

/** @throws {InvalidInputError} if the body is longer than a port carries. */
export async function requestToWire(
  input: string | URL | Request,
  init: RequestInit = {},
): Promise<WireRequest> {
  const request = typeof input === 'object' && 'method' in input ? input : undefined;
  const { method = request?.method ?? 'GET' } = init;
  const headers = new Headers(init.headers ?? request?.headers);
  let bytes: Uint8Array | undefined;
  if (init.body !== undefined && init.body !== null) {
    const carrier = new Response(init.body);
    const type = carrier.headers.get('content-type');
    if (type && !headers.has('content-type')) headers.set('content-type', type);
    bytes = new Uint8Array(await carrier.arrayBuffer());
  } else if (request) bytes = new Uint8Array(await request.clone().arrayBuffer()); // Firefox's has no `body` to ask about
  if (bytes && bytes.length > MOST_BYTES)
    throw errorOf({
      name: 'InvalidInputError',
      code: 'invalid_input',
      message: 'The input was refused before anything was sent.',
      hint: connectHints.body_over_port,
      reason: 'body_over_port',
      issues: [{ path: 'body', code: 'too_large', message: connectHints.body_over_port }],
    });
  return {
    url: request?.url ?? String(input),
    method,
    headers: [...headers],
    ...(bytes?.length && { body: toBase64(bytes) }),
  };
}

export function responseOf({ body, url, status, ...init }: WireResponse): Response {
  const hasNoBody = [101, 204, 205, 304].includes(status);
  const response = new Response(hasNoBody ? null : fromBase64(body), { status, ...init });
  return Object.defineProperty(response, 'url', { value: url });
}

export function toBase64(bytes: Uint8Array): string {
  let text = '';
  // A call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
