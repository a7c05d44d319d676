import type { PasswordChangeOutcome } from '@turbosmtp-auth/browser';
import snippet from '../snippets/settle-password-change.ts?raw';
import { literal } from './code.ts';
import { fieldsOf, typed } from './fields.ts';
import type { Flow, Told } from './flow.ts';

const told: Readonly<Record<PasswordChangeOutcome, Told>> = {
  changed: { summary: 'The change took effect: the new password is valid' },
  unchanged: { summary: 'The change had no effect: the old password is still valid' },
  unknown: { summary: 'Still unknown: try again later', tone: 'note' },
};

export const settlePasswordChange: Flow = {
  id: 'settlePasswordChange',
  group: 'Password',
  title: 'Settle a change',
  note: 'After a lost answer.',
  lead: 'Find out which password is valid after the answer to a change was lost. It logs in with the new one, then with the old one, and revokes the keys that it gets.',
  fields: [
    ...fieldsOf('login').filter(({ name }) => name === 'email'),
    ...fieldsOf('changePassword')
      .filter(({ name }) => name === 'currentPassword' || name === 'newPassword')
      .map((field) => ({ ...field, kind: 'password' as const })),
  ],
  submit: 'Find out',
  snippet,
  call: ({ email, currentPassword, newPassword }) =>
    `findValidPassword(${literal({ email, currentPassword, newPassword })})`,
  async run({ client }, values, options) {
    const outcome = await client.settlePasswordChange(
      {
        email: typed(values, 'email'),
        currentPassword: typed(values, 'currentPassword'),
        newPassword: typed(values, 'newPassword'),
      },
      options,
    );
    return { ...told[outcome], detail: { outcome } };
  },
};
