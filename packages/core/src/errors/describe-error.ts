import { type ErrorTexts, english } from './english.ts';
import { isTurboSMTPAuthError, type TurboSMTPAuthError } from './errors.ts';
import type { HintValues } from './hints.ts';
import { fieldsOf } from './issue-texts.ts';

const otherError = 'Something went wrong.';

/**
 * An error for people, in a few sentences: what happened, which fields are wrong, and what to do next. It never repeats an
 * input, and says nothing of errors that are not this library's, whose texts can hold secrets.
 *
 * @param texts The language; default English. Italian, Spanish, French and German are entries of their own, which
 *   cost nothing unless imported; those of an adapter have its hints as well.
 * @example
 * ```ts
 * import { type Client, describeError } from '@turbosmtp-auth/core';
 * import { italian } from '@turbosmtp-auth/core/locales/it';
 *
 * declare const client: Client;
 *
 * await client.apiKey().catch((error) => console.log(describeError(error, italian)));
 * ```
 */
export function describeError(error: unknown, texts: ErrorTexts = english): string {
  if (!isTurboSMTPAuthError(error)) return Object(texts).otherError ?? otherError;
  // A newer copy of this package may have more codes.
  if (!Object.hasOwn(Object(texts), error.code)) return error.message;
  const [message, usual] = texts[error.code];
  // The English of another copy of this package, such as the one in the package for Node, is another object.
  const isEnglish = usual === english[error.code]?.[1];
  return [
    message,
    ...fieldsOf(error.issues, error.hint, isEnglish ? undefined : texts),
    isEnglish ? error.hint : (hintOf(error, texts) ?? usual),
  ].join(' ');
}

/** The sentence for the reason of an error, in a language that has one. */
function hintOf(
  { reason, hintValues = {} }: TurboSMTPAuthError,
  { reasons }: ErrorTexts,
): string | undefined {
  if (reason === undefined || !reasons || !Object.hasOwn(reasons, reason)) return undefined;
  const sentence = reasons[reason] as string | ((values: HintValues) => string); // of the values that this reason has
  return typeof sentence === 'string' ? sentence : sentence(hintValues);
}
