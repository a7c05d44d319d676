import { form } from '../../parts/form.ts';
import { button, h } from '../../parts/h.ts';
import type { Popup, View, Views } from '../popup.ts';

/** Finds out which password is valid, after the answer to a change of it was lost. */
export function settleChange(
  { client, start, divert }: Popup,
  { email, currentPassword = '', newPassword = '' }: Views['settleChange'],
): View {
  const unknown = h('p', { class: 'alert', role: 'alert' });
  const sheet = form({
    fields: [
      { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', value: email },
      {
        name: 'currentPassword',
        label: 'Old password',
        type: 'password',
        autocomplete: 'current-password',
        value: currentPassword,
      },
      {
        name: 'newPassword',
        label: 'New password',
        type: 'password',
        autocomplete: 'new-password',
        value: newPassword,
      },
    ],
    submit: 'Find out',
    busy: 'Finding out…',
    catches: divert,
    async run(values) {
      unknown.textContent = '';
      const outcome = await client.settlePasswordChange(values);
      if (outcome === 'unknown')
        unknown.textContent = 'It is still not known: turboSMTP accepted neither password. Try again later.';
      else
        await start(
          outcome === 'changed'
            ? 'Your password was changed: the new one is valid.'
            : 'Your password was not changed: the old one is valid.',
        );
    },
  });
  return {
    title: 'Was the password changed?',
    content: [
      h(
        'p',
        {},
        'The answer was lost. “Find out” tries the new password, then the old one, and changes nothing.',
      ),
      unknown,
      sheet,
      h(
        'div',
        { class: 'links' },
        button('Not now', () => void start()),
      ),
    ],
  };
}
