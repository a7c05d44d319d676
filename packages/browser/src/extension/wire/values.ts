import type { ConsumerKey, Session } from '@turbosmtp-auth/core';

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
    typeof part === 'number' && /^(?:(?:mint|creat|start)edAt|at)$/.test(name) ? new Date(part) : part,
  );

/**
 * A request as it was given: the client of the background judges it, and names what is wrong. 0 stands for headers or a body that
 * this runtime refuses, whose own error would repeat the value.
 */
export interface WireRequest {
  url: unknown;
  method: string;
  headers: [string, string][] | 0;
  /** Empty: there is none. `null`: it is longer than a port carries. */
  body: string | 0 | null;
}

export interface WireResponse {
  status: number;
  statusText: string;
  url: string;
  headers: [string, string][];
  body: string;
}

/** Throws nothing of the runtime's. */
export async function requestToWire(
  input: string | URL | Request,
  init: RequestInit | null | undefined,
): Promise<WireRequest> {
  const request: Partial<Request & URL> = Object(input);
  const { method = request.method ?? 'GET', headers: given = request.headers, body = null } = init ?? {};
  const sent: WireRequest = { url: request.url ?? request.href ?? input, method, headers: 0, body: 0 };
  let type: string | null = null;
  try {
    const carrier = new Response(body);
    type = carrier.headers.get('content-type');
    // What is no body becomes a text such as `[object Map]`. A Blob has its type in small letters.
    if (Object(body) !== body || type !== 'text/plain;charset=UTF-8') {
      // Firefox's requests have no `body` to ask about.
      const whole = (body === null && request.clone?.()) || carrier;
      const bytes = new Uint8Array(await whole.arrayBuffer());
      sent.body = bytes.length > MOST_BYTES ? null : toBase64(bytes);
    }
  } catch {
    // As above: 0.
  }
  try {
    const headers = new Headers(given);
    if (type && !headers.has('content-type')) headers.set('content-type', type);
    sent.headers = [...headers];
  } catch {
    // As above: 0.
  }
  return sent;
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
