import type { Switches } from './switches.ts';

type Reading = Pick<Switches, 'characterClass' | 'lengthUnit'>;

const lengthIn: { readonly [unit in Switches['lengthUnit']]: (text: string) => number } = {
  'code units': (text) => text.length,
  'code points': (text) => Array.from(text).length,
  bytes: (text) => new TextEncoder().encode(text).length,
};

const classes = {
  ascii: { upper: /[A-Z]/, lower: /[a-z]/, digit: /[0-9]/ },
  unicode: { upper: /\p{Lu}/u, lower: /\p{Ll}/u, digit: /\p{Nd}/u },
} as const;

/** The password rules of the contract, in its order. */
export const passwordRules: readonly {
  readonly code: string;
  met(password: string, reading: Reading): boolean;
}[] = [
  {
    code: 'password_length_should_not_be_less_than_10_characters',
    met: (password, { lengthUnit }) => lengthIn[lengthUnit](password) >= 10,
  },
  {
    code: 'password_should_contain_at_least_one_uppercase_character',
    met: (password, { characterClass }) => classes[characterClass].upper.test(password),
  },
  {
    code: 'password_should_contain_at_least_one_lowercase_character',
    met: (password, { characterClass }) => classes[characterClass].lower.test(password),
  },
  {
    code: 'password_should_contain_at_least_one_digit',
    met: (password, { characterClass }) => classes[characterClass].digit.test(password),
  },
];
