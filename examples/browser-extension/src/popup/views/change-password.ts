import { isTurboSMTPAuthError } from '@turbosmtp-auth/browser/extension';
import { checklist } from '../../parts/checklist.ts';
import { form } from '../../parts/form.ts';
import { button, h } from '../../parts/h.ts';
import type { Popup, View, Views } from '../popup.ts';

export function changePassword(
  { client, show, start, divert }: Popup,
  { email }: Views['changePassword'],
): View {
  const { element, follow } = checklist({ currentPassword: '', newPassword: '', confirmPassword: '' });
  const sheet = form({
    fields: [
      {
        name: 'currentPassword',
        label: 'Current password',
        type: 'password',
        autocomplete: 'current-password',
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
    submit: 'Change password',
    busy: 'Changing…',
    changed: follow,
    async run(values) {
      await client.changePassword(values);
      await start('Your password was changed.');
    },
    catches(error, values) {
      // Sent again, it would be refused if it had worked. So we ask which password is valid.
      const isLost = isTurboSMTPAuthError(error) && error.code === 'outcome_unknown';
      if (isLost) show('settleChange', { email, ...values });
      return isLost || divert(error);
    },
  });
  return {
    title: 'Change your password',
    content: [
      sheet,
      h(
        'div',
        { class: 'links' },
        button('Back', () => void start()),
      ),
    ],
  };
}
