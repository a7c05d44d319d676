export type { PasswordCheck, PasswordIssue, PasswordRule, PasswordTexts } from "./index";
export { checkPassword, generatePassword, passwordRules, validatePassword } from "./index";

export type PasswordRuleCode = "password_length_should_not_be_less_than_10_characters" | "password_should_contain_at_least_one_uppercase_character" | "password_should_contain_at_least_one_lowercase_character" | "password_should_contain_at_least_one_digit";
