import type { InputIssue } from '@turbosmtp-auth/core';

/** What the codes of issues say that no code of the service says. */
const texts: Readonly<Partial<Record<string, string>>> = {
  missing: 'It is missing.',
  missing_required_parameter: 'It is missing.',
  too_long: 'It is too long.',
  malformed_unicode: 'It is not well-formed text.',
  control_character: 'It holds a line end or another control character.',
  invalid_profile:
    'A profile is 1 to 64 of A-Z a-z 0-9 . _ - and neither ends in a dot nor is the name of a device.',
  not_a_url: 'It is no absolute URL.',
  not_https: 'It is not https; plain http is for loopback only.',
  credentials_in_url: 'It holds a user name or a password.',
  query_or_fragment: 'It holds a query or a fragment.',
  not_url_characters: 'It holds a space, a backslash or a line end.',
  not_a_path_segment: 'It is no consumer key.',
  out_of_range: 'It is out of range.',
  not_a_sealing_key: 'It is not 32 bytes as base64url.',
  not_absolute: 'It is no absolute path.',
  not_readable: 'It cannot be read.',
  not_a_file: 'It is no file.',
  not_an_http_proxy: 'It is no http or https proxy.',
  not_a_certificate: 'It holds no certificate in PEM.',
  path_or_query: 'It holds a path or a query.',
  undici_not_installed: 'Going through a proxy needs the package `undici`.',
};

/** Other variables that are empty count as not set; of this one, nobody can tell whether a key was meant. */
const emptyKey = 'It is set and empty: unset it, or set it to 32 random bytes as base64url.';

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
};

/** `--profile: A profile is …`; with a code that is told elsewhere, its own text. */
export function issueLine({ path, code }: InputIssue, told: (code: string) => string | undefined): string {
  const [field = path] = path.split('.');
  const name = field === 'ips' ? '--ip' : (options[field] ?? path);
  const isEmpty = code === 'not_a_sealing_key' && process.env[path] === '';
  return `${name}: ${isEmpty ? emptyKey : (texts[code] ?? told(code) ?? code)}`;
}
