// Loaded before a quickstart: the sandbox takes the place of the service, and what it was asked is printed at the end.
import { createSandbox } from '@turbosmtp-auth/sandbox';

const [email, password, key, secret] = ['ada@example.com', 'Correct-Horse-9', 'a'.repeat(32), 'b'.repeat(32)];
const sandbox = createSandbox({ accounts: [{ email, password }] });
sandbox.consumers.add({ account: email, key, secret });

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const { hostname } = new URL(input instanceof Request ? input.url : input);
  return hostname === '127.0.0.1' ? fetch(input, init) : sandbox.fetch(input, init);
};
Object.assign(process.env, {
  TURBOSMTP_EMAIL: email,
  TURBOSMTP_PASSWORD: password,
  TURBOSMTP_CONSUMER_KEY: key,
  TURBOSMTP_CONSUMER_SECRET: secret,
  TURBOSMTP_AUTH_KEYCHAIN: 'off',
});
process.on('exit', () => {
  console.log(sandbox.requests.list().map(({ method, path, status }) => `${method} ${path} ${status}`));
});
