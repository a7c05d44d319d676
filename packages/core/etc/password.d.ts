export type { PasswordCheck, PasswordIssue, PasswordRule, PasswordRuleCode, PasswordTexts } from "./index";
export { checkPassword, generatePassword, passwordRules, validatePassword } from "./index";
