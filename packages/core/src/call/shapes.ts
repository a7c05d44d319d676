import { clientHint } from '../errors/client-hints.ts';
import type { ErrorCode } from '../errors/codes.ts';
import type { Hint } from '../errors/hints.ts';
import type { InputField } from '../operations/operation.ts';

/** Refusals of what was typed, which may have been copied with more than it should be. */
const ofInput: readonly ErrorCode[] = [
  'wrong_credentials_specified',
  'password_is_invalid',
  'email_not_found',
  'token_is_invalid',
];

const quotes = /^["'`\u00AB\u00BB\u2018-\u201F\u2039\u203A].*["'`\u00AB\u00BB\u2018-\u201F\u2039\u203A]$/su;
const invisible = /[\uFEFF\u00AD\u200B-\u200F\u2060]/u;

/**
 * What the shape of a refused input says about why it was refused. It was sent byte for byte: nothing was cut off. The hint
 * names the shape, and nothing of the value.
 */
export function shapeHint(
  code: ErrorCode,
  fields: Readonly<Record<string, Pick<InputField, 'kind'>>>,
  input: object,
): Partial<Hint> {
  if (!ofInput.includes(code)) return {};
  for (const [name, { kind }] of Object.entries(fields)) {
    const value: unknown = Reflect.get(input, name);
    if ((kind !== 'email' && kind !== 'password' && kind !== 'token') || typeof value !== 'string') continue;
    if (kind === 'token' && value.includes('://')) return clientHint('token_is_a_link');
    if (invisible.test(value)) return clientHint('input_invisible', { field: kind });
    if (quotes.test(value)) return clientHint('input_quoted', { field: kind });
    if (value !== value.trim()) return clientHint('input_padded', { field: kind });
  }
  return {};
}
