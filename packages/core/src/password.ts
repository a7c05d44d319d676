export { generatePassword } from './password/generate-password.ts';
export { checkPassword, type PasswordCheck } from './password-rules/check-password.ts';
export { type PasswordRule, type PasswordRuleCode, passwordRules } from './password-rules/password-rules.ts';
export type { PasswordTexts } from './password-rules/password-texts.ts';
export { type PasswordIssue, validatePassword } from './password-rules/validate-password.ts';
