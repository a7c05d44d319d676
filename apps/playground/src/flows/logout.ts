import snippet from '../snippets/logout.ts?raw';
import { fieldsOf } from './fields.ts';
import type { Flow, Told } from './flow.ts';

const told: Readonly<Record<'now' | 'queued' | 'nothing', Told>> = {
  now: { summary: 'Signed out, and the key is revoked' },
  queued: {
    summary: 'Signed out here; the service could not be reached, so the key is revoked on a later use',
    tone: 'note',
  },
  nothing: { summary: 'No account was signed in', tone: 'note' },
};

export const logout: Flow = {
  id: 'logout',
  group: 'Sign in',
  title: 'Log out',
  lead: 'Remove the key here and revoke it on the service. You are signed out here even if the service does not answer.',
  fields: fieldsOf('logout'),
  submit: 'Log out',
  snippet,
  call: () => 'logOut()',
  async run({ client }, _values, options) {
    const { revoked } = await client.logout(options);
    return { ...told[revoked], detail: { revoked } };
  },
};
