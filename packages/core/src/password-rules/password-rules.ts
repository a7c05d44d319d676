/** One rule of the contract ("Password rules"), with the code the service answers when it is broken. */
export interface PasswordRule {
  /** Names the rule, as in {@link PasswordTexts}. */
  readonly id: 'length' | 'uppercase' | 'lowercase' | 'digit';
  /** What the service answers if a password breaks it. */
  readonly code: PasswordRuleCode;
  /** For people, in English. */
  readonly description: string;
}

/** The codes of the rules (contract, "Password rules"). */
export type PasswordRuleCode =
  | 'password_length_should_not_be_less_than_10_characters'
  | 'password_should_contain_at_least_one_uppercase_character'
  | 'password_should_contain_at_least_one_lowercase_character'
  | 'password_should_contain_at_least_one_digit';

/** The least number of characters. */
export const MIN_LENGTH = 10;

const rules: readonly PasswordRule[] = [
  {
    id: 'length',
    code: 'password_length_should_not_be_less_than_10_characters',
    description: 'At least 10 characters',
  },
  {
    id: 'uppercase',
    code: 'password_should_contain_at_least_one_uppercase_character',
    description: 'At least one uppercase letter',
  },
  {
    id: 'lowercase',
    code: 'password_should_contain_at_least_one_lowercase_character',
    description: 'At least one lowercase letter',
  },
  {
    id: 'digit',
    code: 'password_should_contain_at_least_one_digit',
    description: 'At least one digit',
  },
];

/** The rules that a new password must meet, in the order of the contract (contract, "Password rules"). */
export const passwordRules: readonly PasswordRule[] = /* @__PURE__ */ Object.freeze(
  /* @__PURE__ */ rules.map((rule) => Object.freeze(rule)),
);
