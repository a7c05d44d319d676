import { type ErrorTexts, english } from './english.ts';
import { isTurboSMTPAuthError } from './errors.ts';

const otherError = 'Something went wrong.';

/**
 * An error for people, as one or two sentences: what happened, and what to do next. It never repeats an input, and
 * says nothing of errors that are not this library's, whose texts can hold secrets.
 *
 * @param texts The language; default English. Italian, Spanish, French and German are entries of their own, which
 *   cost nothing unless imported.
 */
export function describeError(error: unknown, texts: ErrorTexts = english): string {
  if (!isTurboSMTPAuthError(error)) return texts.otherError ?? otherError;
  const [message, hint] = Object.hasOwn(texts, error.code) ? texts[error.code] : [error.message, error.hint];
  // An error may carry a better hint than its code's usual one; only English has those.
  return `${message} ${texts === english ? error.hint : hint}`;
}
