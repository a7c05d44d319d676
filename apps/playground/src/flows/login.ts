import snippet from '../snippets/login.ts?raw';
import { literal } from './code.ts';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const login: Flow = {
  id: 'login',
  group: 'Sign in',
  title: 'Log in',
  lead: 'Exchange an e-mail address and a password for an API key: the field `auth` of the reply. The client stores the key. Your code gets a session, never the key.',
  fields: [
    ...fieldsOf('login'),
    {
      name: 'unattended',
      label: 'Renew by itself',
      kind: 'flag',
      hint: 'Gives the client `credentials`, so that it logs in again when the key expires or is refused.',
    },
  ],
  submit: 'Log in',
  snippet,
  call: ({ email, password, noExpire }) =>
    `logIn(${literal({ email, password, noExpire: noExpire === 'on' || undefined })})`,
  client: ({ email, password, unattended }) =>
    unattended === 'on' ? { credentials: { email, password } } : {},
  async run({ client }, values, options) {
    const noExpire = values['noExpire'] === 'on';
    const { account, profile, mintedAt, expiry, persisted } = await client.login(
      { email: typed(values, 'email'), password: typed(values, 'password'), noExpire },
      options,
    );
    return { summary: `Signed in as ${account}`, detail: { account, expiry, persisted, mintedAt, profile } };
  },
};
