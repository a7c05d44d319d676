import type { Mail } from './outbox.ts';

/** Where the button leads: a page of the website, emulated by a name that can never resolve. */
const website = 'https://turbosmtp.invalid/reset-password';

/** The mail of `POST /forgot-password`: a button that leads to the website, and the token for the API. */
export function resetMail(to: string, token: string, sentAt: number): Mail & { token: string } {
  const link = `${website}?token=${encodeURIComponent(token)}`;
  return {
    to,
    subject: 'Reset your password',
    token,
    sentAt,
    text: `Somebody asked to reset the password of this account.

Reset Password: ${link}

Or use this secret token, valid for one hour:
${token}

If it was not you, ignore this mail: nothing has changed.
`,
    html: `<p>Somebody asked to reset the password of this account.</p>
<p><a href="${link}">Reset Password</a></p>
<p>Or use this secret token, valid for one hour:</p>
<pre>${token}</pre>
<p>If it was not you, ignore this mail: nothing has changed.</p>
`,
  };
}
