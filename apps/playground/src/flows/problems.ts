import { isTurboSMTPAuthError } from '@turbosmtp-auth/browser';
import type { Result } from '../state/page.ts';
import type { Flow, Values } from './flow.ts';

/** The fields that a refusal of the service is about, the likeliest first. */
const fieldsByCode: Readonly<Record<string, readonly string[]>> = {
  wrong_credentials_specified: ['password'],
  missing_required_parameter_email: ['email'],
  invalid_mail_address: ['email'],
  email_not_found: ['email'],
  current_password_is_missing: ['currentPassword'],
  current_password_can_not_be_empty: ['currentPassword'],
  password_is_invalid: ['currentPassword'],
  password_is_missing: ['newPassword'],
  password_length_should_not_be_less_than_10_characters: ['newPassword'],
  password_should_contain_at_least_one_uppercase_character: ['newPassword'],
  password_should_contain_at_least_one_lowercase_character: ['newPassword'],
  password_should_contain_at_least_one_digit: ['newPassword'],
  new_password_should_not_equal_current_password: ['newPassword'],
  confirm_password_is_missing: ['confirmPassword'],
  password_should_equal_confirm_password: ['confirmPassword'],
  forgot_password_token_is_missing: ['token'],
  token_is_missing: ['token'],
  token_can_not_be_empty: ['token'],
  token_is_invalid: ['token'],
  key_not_found: ['key'],
};

/** The field that an issue's path leads to: that of an item in a list is that of the list. */
const named = (flow: Flow, path: string): string | undefined => {
  const parts = path.split('.');
  const known = parts.find((part) => flow.fields.some(({ name }) => name === part));
  if (known !== undefined) return known;
  // The two halves of a pair have fields of their own where a form asks for a pair.
  const half = parts.at(-1);
  const fields: Partial<Record<string, string>> = { key: 'consumerKey', secret: 'consumerSecret' };
  return parts.includes('consumer') && half ? fields[half] : undefined;
};

/** What is wrong with each field, in the words of the error. Silent about a field that was changed since. */
export function problemsOf(
  flow: Flow,
  result: Result | undefined,
  values: Values,
): ReadonlyMap<string, string> {
  if (result?.state !== 'failed' || !isTurboSMTPAuthError(result.error)) return new Map();
  const { error, values: tried } = result;
  const found: [name: string | undefined, text: string][] = error.issues
    ? error.issues.map(({ path, message }) => [named(flow, path), message])
    : (fieldsByCode[error.code] ?? []).map((name) => [name, error.message]);
  const problems = new Map<string, string>();
  for (const { name } of flow.fields) {
    const texts = found.filter(([field]) => field === name).map(([, text]) => text);
    if (texts.length > 0 && (values[name] ?? '') === (tried[name] ?? '')) problems.set(name, texts.join(' '));
  }
  return problems;
}
