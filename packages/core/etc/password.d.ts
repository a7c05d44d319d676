interface PasswordRule {
  readonly id: "length" | "uppercase" | "lowercase" | "digit";
  readonly code: PasswordRuleCode;
  readonly description: string;
}
type PasswordRuleCode = "password_length_should_not_be_less_than_10_characters" | "password_should_contain_at_least_one_uppercase_character" | "password_should_contain_at_least_one_lowercase_character" | "password_should_contain_at_least_one_digit";
export declare const passwordRules: readonly PasswordRule[];
interface PasswordCheck {
  ok: boolean;
  rules: (PasswordRule & {
    passed: true | false | "maybe";
  })[];
}
export declare function checkPassword(password: string): PasswordCheck;
export declare function generatePassword(length?: number): string;
interface PasswordIssue {
  rule: PasswordRule["id"] | "missing" | "confirmation" | "unchanged";
  code: PasswordRuleCode | "password_is_missing" | "password_should_equal_confirm_password" | "new_password_should_not_equal_current_password";
  description: string;
}
export declare function validatePassword(input: {
  password: string;
  confirm?: string;
  current?: string;
}): PasswordIssue[];
type PasswordTexts = Readonly<Record<PasswordIssue["rule"], string>>;
export type { PasswordCheck, PasswordIssue, PasswordRule, PasswordRuleCode, PasswordTexts };