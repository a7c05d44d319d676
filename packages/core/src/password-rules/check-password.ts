import { MIN_LENGTH, type PasswordRule, passwordRules } from './password-rules.ts';

/** How a password stands against each rule. */
export interface PasswordCheck {
  /** `false` only when a rule is definitely broken: the service may refuse a `maybe`. */
  ok: boolean;
  /** One for each of {@link passwordRules}, in their order. */
  rules: CheckedRule[];
}

/** One rule, and how a password stands against it. */
export interface CheckedRule extends PasswordRule {
  /** `'maybe'`: met only if the service counts or classifies beyond ASCII, which the contract does not say. */
  passed: true | false | 'maybe';
}

type Verdict = (password: string) => true | false | 'maybe';

/** Met in ASCII: yes. Met only by some other character of Unicode: maybe. */
const contains =
  (ascii: RegExp, unicode: RegExp): Verdict =>
  (password) =>
    ascii.test(password) || (unicode.test(password) && 'maybe');

const verdicts: Record<PasswordRule['id'], Verdict> = {
  // Of the ways to count, code points are the fewest and UTF-8 bytes the most; code units lie between.
  length: (password) =>
    [...password].length >= MIN_LENGTH ||
    (new TextEncoder().encode(password).length >= MIN_LENGTH && 'maybe'),
  uppercase: contains(/[A-Z]/, /[\p{Uppercase}\p{Lt}]/u),
  lowercase: contains(/[a-z]/, /[\p{Lowercase}\p{Lt}]/u),
  digit: contains(/[0-9]/, /\p{N}/u),
};

/**
 * Holds a password against every rule, for a checklist that follows typing. Nothing is sent or kept
 * (contract, "Password rules"). It never throws: what is not a string meets no rule.
 *
 * @example
 * ```ts
 * import { checkPassword } from '@turbosmtp-auth/core';
 *
 * for (const { description, passed } of checkPassword('typed so far').rules) console.log(passed, description);
 * ```
 */
export function checkPassword(password: string): PasswordCheck {
  return checkKnownText(typeof password === 'string' ? password : '');
}

/** The same for what is known to be a text. */
export function checkKnownText(password: string): PasswordCheck {
  const rules = passwordRules.map((rule) => ({ ...rule, passed: verdicts[rule.id](password) }));
  return { ok: rules.every(({ passed }) => passed !== false), rules };
}
