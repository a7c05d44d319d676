import type { Field, Values } from './flow.ts';

export const email: Field = {
  name: 'email',
  label: 'E-mail address',
  kind: 'email',
  autocomplete: 'username',
};

export const token: Field = {
  name: 'token',
  label: 'Reset token',
  kind: 'token',
  hint: 'From the mail in the outbox.',
  autocomplete: 'one-time-code',
};

export const newPassword: Field = {
  name: 'newPassword',
  label: 'New password',
  kind: 'new-password',
  autocomplete: 'new-password',
};

export const confirmPassword: Field = {
  name: 'confirmPassword',
  label: 'New password again',
  kind: 'confirmation',
  hint: 'Optional: left empty, the client sends the new password twice.',
  autocomplete: 'new-password',
};

/** A typed value; the client judges what is missing. */
export const typed = (values: Values, name: string): string => values[name] ?? '';

/** What was typed or ticked as a list; commas may stand between its parts as well. */
export const listed = (values: Values, name: string): string[] =>
  typed(values, name)
    .split(/[\s,]+/)
    .filter((part) => part !== '');

/** The confirmation, if one was typed. */
export const confirmation = ({ confirmPassword: text }: Values): { confirmPassword?: string } =>
  text ? { confirmPassword: text } : {};
