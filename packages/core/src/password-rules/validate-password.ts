import { checkKnownText } from './check-password.ts';
import type { PasswordRule, PasswordRuleCode } from './password-rules.ts';

/** One reason why the service would refuse a new password. */
export interface PasswordIssue {
  /** Names the sentence, as in {@link PasswordTexts}. */
  rule: PasswordRule['id'] | 'missing' | 'confirmation' | 'unchanged';
  /** The code the service would answer. */
  code:
    | PasswordRuleCode
    | 'password_is_missing'
    | 'password_should_equal_confirm_password'
    | 'new_password_should_not_equal_current_password';
  /** For people, in English. */
  description: string;
}

/** A new password, and what it is compared with. */
export interface PasswordInput {
  /** The new password. Required. */
  password: string;
  /** The new password, typed again. Default: not compared. */
  confirm?: string;
  /** The password to be replaced. Default: not compared. */
  current?: string;
}

/**
 * Every reason why the service would refuse a new password, in the contract's order; empty when there is none. It
 * refuses nothing that the service could accept: a rule met only beyond ASCII is no issue (contract, "Password rules"). It never
 * throws: a password that is not a string is missing.
 *
 * @example
 * ```ts
 * import { validatePassword } from '@turbosmtp-auth/core';
 *
 * const issues = validatePassword({ password: 'short', confirm: 'short' });
 * ```
 */
export function validatePassword(input: PasswordInput): PasswordIssue[] {
  const { password, confirm, current } = Object(input) as PasswordInput; // an object now, from any value
  if (typeof password !== 'string' || password === '')
    return [{ rule: 'missing', code: 'password_is_missing', description: 'A new password' }];
  const issues: PasswordIssue[] = checkKnownText(password)
    .rules.filter(({ passed }) => passed === false)
    .map(({ id, code, description }) => ({ rule: id, code, description }));
  if (confirm !== undefined && confirm !== password)
    issues.push({
      rule: 'confirmation',
      code: 'password_should_equal_confirm_password',
      description: 'The same password typed again',
    });
  if (current === password)
    issues.push({
      rule: 'unchanged',
      code: 'new_password_should_not_equal_current_password',
      description: 'Different from the current password',
    });
  return issues;
}
