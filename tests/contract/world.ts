import { createSandbox, type Sandbox, type SandboxOptions } from '@turbosmtp-auth/sandbox';
import { baseUrl, type ContractOperation } from './table.ts';

export const ada = { email: 'ada@example.com', password: 'Correct-Horse-9' };
export const bob = { email: 'bob@example.com', password: 'Battery-Staple-8' };
/** Has an address that is none. */
export const nameless = { email: 'nameless', password: 'Correct-Horse-9' };
export const pair = { account: ada.email, key: 'ada-consumer', secret: 'ada-consumer-secret' };
export const newPassword = 'Brand-New-Horse-1';

export interface Request {
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly query?: string;
  readonly params?: Record<string, string>;
}

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Headers;
}

/** A sandbox with people in it, and the few calls that every scenario begins with. */
export interface World {
  readonly sandbox: Sandbox;
  send(operation: Pick<ContractOperation, 'method' | 'path'>, request?: Request): Promise<Answer>;
  /** The header of a fresh key. */
  signIn(credentials?: { email: string; password: string }): Promise<Record<string, string>>;
  /** A fresh reset token, out of the mail. */
  askForToken(email?: string): Promise<string>;
}

export const pairHeaders = { consumerKey: pair.key, consumerSecret: pair.secret };

export function createWorld(options: SandboxOptions = {}): World {
  const sandbox = createSandbox({ accounts: [ada, bob, nameless], consumers: [pair], ...options });

  const send: World['send'] = async (operation, { body, text, headers, query = '', params = {} } = {}) => {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(params[name] ?? 'none'),
    );
    const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const reply = await sandbox.fetch(baseUrl + path + query, {
      method: operation.method,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
      ...(content === undefined ? {} : { body: content }),
    });
    return { status: reply.status, body: await reply.json(), headers: reply.headers };
  };

  return {
    sandbox,
    send,
    async signIn(credentials = ada) {
      const { body } = await send({ method: 'POST', path: '/authorize' }, { body: credentials });
      return { authorization: String(body['auth']) };
    },
    async askForToken(email = ada.email) {
      await send({ method: 'POST', path: '/forgot-password' }, { body: { email } });
      const mail = sandbox.outbox.list().findLast(({ to }) => to === email);
      return String(mail?.token);
    },
  };
}
