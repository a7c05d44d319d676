import { form } from '../../parts/form.ts';
import { button, h } from '../../parts/h.ts';
import { writeRemember } from '../../service/settings.ts';
import type { Popup, View, Views } from '../popup.ts';

export function signIn({ client, show, start, divert }: Popup, { remember }: Views['signIn']): View {
  const typed = { email: '' };
  const sheet = form({
    fields: [
      { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username' },
      { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
      {
        name: 'remember',
        label: 'Remember me on this device',
        type: 'checkbox',
        checked: remember,
        help: 'Otherwise you are signed out when the browser closes.',
      },
    ],
    submit: 'Sign in',
    busy: 'Signing in…',
    async run({ email, password, remember }) {
      const isRemembered = remember === 'on';
      await writeRemember(isRemembered);
      const session = await client.login({ email, password, remember: isRemembered });
      await start(`You are signed in as ${session.account}.`);
    },
    catches: divert,
    changed: (values) => {
      typed.email = values.email;
    },
  });
  return {
    title: 'Sign in to turboSMTP',
    content: [
      sheet,
      h(
        'div',
        { class: 'links' },
        button('Forgot your password?', () => show('forgotPassword', typed)),
        button('I have a token', () => show('resetPassword', {})),
      ),
    ],
  };
}
