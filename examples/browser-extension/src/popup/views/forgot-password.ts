import { form } from '../../parts/form.ts';
import { button, h } from '../../parts/h.ts';
import type { Popup, View, Views } from '../popup.ts';

export function forgotPassword(
  { client, show, start, divert }: Popup,
  { email = '' }: Views['forgotPassword'],
): View {
  const sheet = form({
    fields: [
      {
        name: 'email',
        label: 'E-mail address of the account',
        type: 'email',
        autocomplete: 'username',
        value: email,
      },
    ],
    submit: 'E-mail me a token',
    busy: 'Sending…',
    catches: divert,
    async run(values) {
      await client.requestPasswordReset(values);
      show(
        'resetPassword',
        {},
        'Look in your inbox. The token in the e-mail is valid for one hour, also if you close this window.',
      );
    },
  });
  return {
    title: 'Forgot your password?',
    content: [
      sheet,
      h(
        'div',
        { class: 'links' },
        button('Back to sign in', () => void start()),
        button('I have a token', () => show('resetPassword', {})),
      ),
    ],
  };
}
