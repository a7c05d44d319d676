export { checkPassword, type PasswordCheck } from './password/check-password.ts';
export { generatePassword } from './password/generate-password.ts';
export { type PasswordRule, type PasswordRuleCode, passwordRules } from './password/password-rules.ts';
export type { PasswordTexts } from './password/password-texts.ts';
export { type PasswordIssue, validatePassword } from './password/validate-password.ts';
