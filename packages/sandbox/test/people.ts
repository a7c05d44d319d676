import { createSandbox, type Sandbox, type SandboxOptions } from '../src/index.ts';

export const base = 'https://pro.api.serversmtp.com/api/v2';
export const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
export const pair = { account: ada.email, key: 'ada-consumer', secret: 'ada-consumer-secret' };
export const pairHeaders = { consumerKey: pair.key, consumerSecret: pair.secret };

export function adasSandbox(options: SandboxOptions = {}): Sandbox {
  return createSandbox({ accounts: [ada], consumers: [pair], ...options });
}

/** A login request, for any fetch. */
export const loginRequest = { method: 'POST', body: JSON.stringify(ada) };

export async function logIn({ fetch }: Sandbox): Promise<Record<string, string>> {
  const reply = await fetch(`${base}/authorize`, loginRequest);
  return { authorization: String((await reply.json()).auth) };
}

/** The status of a call that needs a key. */
export async function use({ fetch }: Sandbox, headers: Record<string, string>): Promise<number> {
  return (await fetch(`${base}/analytics`, { headers })).status;
}

export function send(sandbox: Sandbox, method: string, path: string, body?: unknown, headers = {}) {
  return sandbox.fetch(base + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
}

/** A mail that can be sent. */
export const mail = {
  from: 'shop@example.com',
  to: 'ada@example.com',
  subject: 'Hello',
  content: 'Hello, Ada.',
};

export function sendMail(sandbox: Sandbox, headers: Record<string, string>, body?: unknown) {
  return sandbox.fetch('https://api.turbo-smtp.com/api/v2/mail/send', {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
