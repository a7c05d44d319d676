import { checklist } from '../../parts/checklist.ts';
import { form } from '../../parts/form.ts';
import { button, h } from '../../parts/h.ts';
import type { Popup, View } from '../popup.ts';

export function resetPassword({ client, show, start, divert }: Popup): View {
  const { element, follow } = checklist({ newPassword: '', confirmPassword: '' });
  const sheet = form({
    fields: [
      {
        name: 'token',
        label: 'Token from the e-mail',
        type: 'text',
        autocomplete: 'one-time-code',
        help: 'Only the token, not the whole link.',
      },
      { name: 'newPassword', label: 'New password', type: 'password', autocomplete: 'new-password' },
      {
        name: 'confirmPassword',
        label: 'New password again',
        type: 'password',
        autocomplete: 'new-password',
      },
    ],
    aside: { element, of: 'newPassword' },
    submit: 'Set the new password',
    busy: 'Setting…',
    changed: follow,
    catches: divert,
    async run(values) {
      await client.resetPassword(values);
      await start('Your password was reset. Sign in with the new one.');
    },
  });
  return {
    title: 'Reset your password',
    content: [
      sheet,
      h(
        'div',
        { class: 'links' },
        button('Back to sign in', () => void start()),
        button('Send another token', () => show('forgotPassword', {})),
      ),
    ],
  };
}
