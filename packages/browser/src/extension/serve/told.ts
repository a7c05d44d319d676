import { english, invalidInput, isTurboSMTPAuthError, lostHint } from '@turbosmtp-auth/core';
import { OutcomeUnknownError, TurboSMTPAuthError } from '@turbosmtp-auth/core/errors';
import { extensionHint } from '../hints.ts';
import { errorToWire, type WireError } from '../wire/errors.ts';
import { isServed } from './options.ts';

/** The call that an error names, if errors have a name for it. */
function named(operation: string): Pick<WireError, 'operation'> {
  if (!isServed(operation) || operation === 'session' || operation === 'interrupted') return {};
  return { operation: operation === 'settlePasswordChange' ? 'changePassword' : operation };
}

/** For a caller that may not ask this. */
export const refused = (operation: string): TurboSMTPAuthError =>
  new TurboSMTPAuthError({
    code: 'not_allowed',
    message: english.not_allowed[0],
    ...extensionHint('caller_not_allowed'),
    ...named(operation),
  });

/** For a caller that found something wrong itself, and has no words for it. */
export const misgiven = (what: unknown): TurboSMTPAuthError =>
  what === 'answerWithin' ? invalidInput(what, 'out_of_range') : invalidInput('input', 'not_json');

/** For a caller whose call has an unknown outcome. */
export const unknownOutcome = (operation: string, input: unknown): TurboSMTPAuthError =>
  new OutcomeUnknownError({
    code: 'outcome_unknown',
    message: english.outcome_unknown[0],
    hint: english.outcome_unknown[1],
    ...lostHint(operation === 'settlePasswordChange' ? '' : operation, Object(input)),
    ...named(operation),
  });

/**
 * What a caller gets of an error. Of an error that is not ours it gets nothing, since that may hold anything: the
 * background's console has it.
 */
export function told(error: unknown, operation: string): WireError {
  if (isTurboSMTPAuthError(error)) return errorToWire(error);
  if (operation === 'ask')
    queueMicrotask(() => {
      throw error;
    });
  return errorToWire(
    new TurboSMTPAuthError({
      code: 'unknown',
      message: english.unknown[0],
      ...(operation === 'ask' ? extensionHint('own_operation_failed') : { hint: english.unknown[1] }),
      ...named(operation),
    }),
  );
}
