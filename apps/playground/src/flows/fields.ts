import { type InputField, type OperationName, type Operations, operations } from '@turbosmtp-auth/browser';
import type { Field, FieldText, Values } from './flow.ts';

type FieldName = { [Name in OperationName]: keyof Operations[Name]['fields'] }[OperationName];

/** By the client's names: a field that an operation gains needs a text here. */
const texts: Readonly<Record<FieldName, FieldText>> = {
  email: { label: 'E-mail address', autocomplete: 'username', inputmode: 'email' },
  password: { label: 'Password', autocomplete: 'current-password' },
  noExpire: {
    label: 'A key that never expires',
    hint: '`noExpire`: otherwise it is valid for two hours.',
  },
  currentPassword: { label: 'Current password', autocomplete: 'current-password' },
  newPassword: { label: 'New password', autocomplete: 'new-password' },
  confirmPassword: {
    label: 'New password again',
    hint: 'If it is empty, the client sends the new password twice.',
    autocomplete: 'new-password',
  },
  token: { label: 'Reset token', hint: 'From the mail in the outbox.', autocomplete: 'one-time-code' },
  permissions: { label: 'Permissions', hint: 'At least one.' },
  label: { label: 'Label', hint: 'What the list calls the pair.' },
  ips: {
    label: 'Addresses it may be used from',
    hint: 'Separated by spaces. If it is empty, the pair works from any address.',
  },
  key: { label: 'Consumer key', hint: 'The key, not the secret.' },
};

/** The form of an operation, from its fields in the table of operations. */
export const fieldsOf = (operation: OperationName): Field[] =>
  Object.entries<InputField>({ ...operations[operation].fields }).map(
    ([name, { kind, optional, choices }]) => ({
      name,
      kind,
      optional,
      choices,
      ...texts[name as FieldName], // the table's names are all there are
    }),
  );

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
