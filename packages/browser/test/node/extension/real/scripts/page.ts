import { connectClient, isTurboSMTPAuthError } from '@turbosmtp-auth/browser/extension';

// What a test does in a popup, or another page of the extension: calls by name, whose arguments and answers are JSON.

// A busy machine may keep the background waiting.
const client = connectClient({ answerWithin: 60_000 });
const heard: unknown[] = [];
for (const event of ['login', 'renew', 'logout', 'expire', 'change'] as const)
  client.on(event, (session) => heard.push({ event, account: session?.account }));

const told = (error: unknown): object =>
  isTurboSMTPAuthError(error)
    ? { ...error.toJSON(), reason: error.reason, hint: error.hint }
    : { name: Object(error).name, message: String(error) };

Object.assign(globalThis, {
  heard,
  call: async (method: keyof typeof client, ...given: unknown[]) => {
    try {
      const result = await (client[method] as (...given: unknown[]) => unknown)(...given);
      if (!(result instanceof Response)) return { result: result ?? null };
      return { result: { status: result.status, text: await result.text() } };
    } catch (error) {
      return { error: told(error) };
    }
  },
  ready: true,
});
