import type { AnsweringFault } from './fault.ts';
import { asHeader } from './secrets.ts';

/** A reply before it is decided how its body travels. */
export interface Draft {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  readonly text: string;
}

interface Content {
  readonly status: number;
  readonly mediaType?: string | undefined;
  readonly text: string;
  readonly headers?: { readonly [name: string]: string };
}

const json = 'application/json';

/** What each fault says, by itself; `secrets` are those to reflect. */
function contentOf(fault: AnsweringFault, secrets: readonly string[]): Content {
  const reflected = secrets.length > 0 ? { reflected: secrets } : {};
  switch (fault.kind) {
    case 'reply':
      return replyContent(fault, secrets);
    case 'redirect': {
      const { location } = fault;
      const query = secrets.map((secret) => `reflected=${encodeURIComponent(secret)}`).join('&');
      const to = query === '' ? location : `${location}${location.includes('?') ? '&' : '?'}${query}`;
      return { status: 307, text: secrets.join('\n'), headers: { location: asHeader(to) } };
    }
    case 'html': {
      const page = `<h1>Bad gateway</h1>${secrets.map((secret) => `<p>${secret}</p>`).join('')}`;
      return { status: 502, mediaType: 'text/html; charset=utf-8', text: `<!doctype html>${page}\n` };
    }
    case 'malformedJson':
      return {
        status: 200,
        mediaType: json,
        text: JSON.stringify({ ...reflected, message: 'cut' }).slice(0, -2),
      };
    case 'code': {
      const message = fault.code ?? secrets[0] ?? 'a_code_from_the_future';
      return { status: 400, mediaType: json, text: JSON.stringify({ message, ...reflected }) };
    }
    case 'empty':
      return { status: 200, text: '' };
    default:
      return { status: 200, mediaType: json, text: JSON.stringify({ message: 'success', ...reflected }) };
  }
}

function replyContent(
  fault: Extract<AnsweringFault, { kind: 'reply' }>,
  secrets: readonly string[],
): Content {
  if (fault.json === undefined) {
    const text = [fault.text ?? '', ...secrets].join('\n').trim();
    return { status: 200, mediaType: fault.mediaType ?? (text && 'text/plain'), text };
  }
  return { status: 200, mediaType: fault.mediaType ?? json, text: withReflection(fault.json, secrets) };
}

/** Adds the secrets to a JSON object; any other JSON value has no room for them. */
function withReflection(value: unknown, secrets: readonly string[]): string {
  const room = typeof value === 'object' && value !== null && !Array.isArray(value) && secrets.length > 0;
  return JSON.stringify(room ? { ...value, reflected: secrets } : value);
}

/** Drafts the reply of a fault: its own, or the service's when it only mistreats that. */
export async function draftReply(
  fault: AnsweringFault,
  secrets: readonly string[],
  original: Response | undefined,
): Promise<Draft> {
  const content = original ? await contentOfReply(original, secrets) : contentOf(fault, secrets);
  const status = fault.status ?? content.status;
  const headers = new Headers(original?.headers);
  if (content.mediaType) headers.set('content-type', content.mediaType);
  for (const [name, value] of Object.entries({ ...content.headers, ...fault.headers }))
    headers.set(name, value);
  if (secrets.length > 0) headers.set('x-reflected', asHeader(secrets.join(' ')));
  return {
    status,
    statusText: [fault.statusText ?? '', asHeader(secrets.join(' '))].join(' ').trim(),
    headers,
    text: content.text,
  };
}

async function contentOfReply(reply: Response, secrets: readonly string[]): Promise<Content> {
  const text = await reply.text();
  return { status: reply.status, text: withReflection(JSON.parse(text), secrets) };
}
