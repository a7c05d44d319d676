import type { InputIssue } from '@turbosmtp-auth/node';

/** Other variables that are empty count as not set; of this one, nobody can tell whether a key was meant. */
const emptyKey = 'It is empty: unset it, or set it to 32 random bytes as base64url.';

/** The options that fields of inputs come from. */
const options: Readonly<Partial<Record<string, string>>> = {
  email: '--email',
  profile: '--profile',
  baseUrl: '--base-url',
  timeout: '--timeout',
  label: '--label',
  permissions: '--permission',
  currentPassword: 'the current password',
  newPassword: 'the new password',
  password: 'the password',
  token: 'the reset token',
  key: 'the consumer key',
  input: 'the path',
};

/** `--email: It is too long.` */
export function issueLine({ path, code }: InputIssue, sentence: string): string {
  const [field = path] = path.split('.');
  const name = field === 'ips' ? '--ip' : (options[field] ?? path);
  const isEmpty = code === 'not_a_sealing_key' && process.env[path] === '';
  return `${name}: ${isEmpty ? emptyKey : sentence}`;
}
