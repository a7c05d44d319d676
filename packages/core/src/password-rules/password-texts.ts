import type { PasswordIssue } from './validate-password.ts';

/**
 * What a password must be, in one language: a short line per rule, for a checklist. The rules of `checkPassword` are
 * found by `id`, the issues of `validatePassword` by `rule`; their own `description` is the English.
 */
export type PasswordTexts = Readonly<Record<PasswordIssue['rule'], string>>;
