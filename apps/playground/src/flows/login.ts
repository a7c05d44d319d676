import snippet from '../snippets/login.ts?raw';
import { fieldsOf, typed } from './fields.ts';
import type { Flow } from './flow.ts';

export const login: Flow = {
  id: 'login',
  title: 'Log in',
  lead: 'Trade an e-mail address and a password for an API key. The key goes into the store; what comes back to the program is a session without it.',
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
  async run({ client }, values, options) {
    const noExpire = values['noExpire'] === 'on';
    const { account, profile, mintedAt, expiry, persisted } = await client.login(
      { email: typed(values, 'email'), password: typed(values, 'password'), noExpire },
      options,
    );
    return { summary: `Signed in as ${account}`, detail: { account, profile, mintedAt, expiry, persisted } };
  },
};
