import type { ErrorCode, ErrorTexts, InputIssue, TurboSMTPAuthError } from '@turbosmtp-auth/core';
import { type Ending, endingOf, exitCodes } from './exit-codes.ts';
import { Failure } from './failures.ts';
import { type FollowUp, followUp } from './follow-up.ts';
import { issueLine } from './issue-texts.ts';

/** What `--json` prints of a failure, under `error`. */
export interface FailureReport {
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** The command to do it with, where there is one. */
  readonly next?: string;
  readonly exitCode: number;
  readonly status?: number;
  readonly serverCode?: string;
  readonly operation?: string;
  readonly retryable?: boolean;
  readonly retryAt?: string;
  readonly issues?: readonly InputIssue[];
}

/** A failure as programs and as people are told it. */
export interface Told {
  readonly report: FailureReport;
  readonly lines: readonly string[];
  readonly ending: Ending;
}

/** The words of the command that follows on a code; after a slash, only where that operation failed. */
const nextCommands: Readonly<Partial<Record<string, string>>> = {
  signed_out: 'login',
  missing_authorization_key: 'doctor',
  invalid_authorization_key: 'login',
  wrong_credentials_specified: 'forgot-password',
  password_is_invalid: 'forgot-password',
  token_is_invalid: 'forgot-password',
  key_not_found: 'consumer-keys list',
  network: 'doctor',
  redirect_refused: 'doctor',
  unexpected_response: 'doctor',
  'outcome_unknown/login': 'login',
  'outcome_unknown/changePassword': 'change-password --settle',
  'outcome_unknown/resetPassword': 'login',
  'outcome_unknown/createConsumerKey': 'consumer-keys list',
  'outcome_unknown/deleteConsumerKey': 'consumer-keys list',
};

const makeKey = `node -p "crypto.randomBytes(32).toString('base64url')"`;
const chooseAnother = 'Choose another password: its rules are shown while it is typed on a terminal.';

/** Hints that speak of options of the library, in words of this program. */
const hints: Readonly<Partial<Record<string, string>>> = {
  signed_out: 'Log in, and try again.',
  invalid_authorization_key: 'Log in, and try again.',
  not_allowed_for_apikey: 'Log in with e-mail and password.',
  timeout: 'Try again, or allow more time with --timeout.',
  rate_limited: 'Wait before trying again.',
  invalid_input: 'Correct what is named below.',
  unknown: 'It may be new: look at the documentation of the service.',
  storage_below_assurance: `Set TURBOSMTP_AUTH_STORE_KEY to what this prints, and keep it: ${makeKey}; or run where there is an OS keychain.`,
  password_length_should_not_be_less_than_10_characters: chooseAnother,
  password_should_contain_at_least_one_uppercase_character: chooseAnother,
  password_should_contain_at_least_one_lowercase_character: chooseAnother,
  password_should_contain_at_least_one_digit: chooseAnother,
  'outcome_unknown/changePassword': 'Find out which password is valid now before changing it again.',
  'outcome_unknown/createConsumerKey': 'Look at the list for a pair whose secret was lost, and delete it.',
  'outcome_unknown/deleteConsumerKey': 'Look at the list to see whether it is gone.',
  'outcome_unknown/requestPasswordReset': 'Look in the inbox before asking for another mail.',
  'outcome_unknown/resetPassword': 'Try to log in with the new password before using the token again.',
};

/** Parts of hints that are for who writes a program, and what stands in their place here. */
const rewordings: readonly (readonly [part: string, own: string])[] = [
  [', or give the store a `directory`', ''],
  [', or with `nodeFetch({ ca })`', ''],
  ['or use a sealed file', 'or set TURBOSMTP_AUTH_STORE_KEY for a sealed file'],
  ['Choose a directory', 'Set XDG_STATE_HOME to a directory'],
  ['Update this package', 'Update `@turbosmtp-auth/node`'],
];

const reword = (hint: string): string =>
  rewordings.reduce((text, [part, own]) => text.replace(part, own), hint);

/** Sentences that speak of options of the library. */
const messages: Readonly<Partial<Record<string, string>>> = {
  storage_below_assurance: 'There is no place here to keep a key safely.',
};

/** Codes of which this program's own hint is the better one, whatever the library has to say. */
const ownIsBetter: readonly string[] = ['outcome_unknown', 'storage_below_assurance'];

/** No route of the service answers so with a code that is not documented: something beside it does. */
const isElsewhere = ({ code, status }: TurboSMTPAuthError): boolean =>
  code === 'unknown' && (status === 404 || status === 405);

const elsewhere = 'Check the base URL: that of the service ends in /api/v2.';

function nextOf(error: TurboSMTPAuthError): string | undefined {
  const { code, operation } = error;
  return (
    nextCommands[code] ??
    nextCommands[`${code}/${operation}`] ??
    (code.startsWith('storage_') || isElsewhere(error) ? 'doctor' : undefined)
  );
}

/**
 * Turns whatever a command threw into what is told of it. `texts`: another language than English, for people. `follow`: as
 * the command was typed.
 */
export async function tell(
  error: unknown,
  texts: ErrorTexts | undefined,
  follow: FollowUp = followUp({}),
): Promise<Told> {
  if (error instanceof Failure) return tellFailure(error, follow);
  const { describeError, english, isTurboSMTPAuthError } = await import('@turbosmtp-auth/core');
  if (!isTurboSMTPAuthError(error))
    return tellFailure(
      // Its own words may hold a secret.
      new Failure(
        'unexpected',
        describeError(error),
        'If it happens again, report it with what `turbosmtp-auth doctor` prints.',
        'unexpected',
      ),
      follow,
    );

  const { code, status, serverCode, operation, retryable, retryAt, issues } = error;
  const [, usualHint] = english[code];
  const isSpecial = error.hint !== usualHint;
  const usual = isElsewhere(error) ? elsewhere : (hints[code] ?? hints[`${code}/${operation}`]);
  const own = isSpecial && !ownIsBetter.includes(code) ? undefined : usual;
  const hint = own ?? reword(error.hint);
  const message = messages[code] ?? error.message;
  const words = nextOf(error);
  const next = words === undefined ? undefined : follow(words);
  const ending = endingOf({ code, ...(status !== undefined && { status }) });
  const report: FailureReport = {
    code,
    message,
    hint,
    ...(next !== undefined && { next }),
    exitCode: exitCodes[ending],
    ...(status !== undefined && { status }),
    ...(serverCode !== undefined && { serverCode }),
    ...(operation !== undefined && { operation }),
    retryable,
    ...(retryAt !== undefined && { retryAt: retryAt.toISOString() }),
    ...(issues !== undefined && { issues }),
  };
  const codes: Readonly<Record<string, unknown>> = texts ?? english;
  const told = (issue: string): string | undefined => {
    const text = Object.hasOwn(codes, issue) ? codes[issue] : undefined;
    return Array.isArray(text) ? String(text[0]) : undefined;
  };
  const isOfOperation = hint === hints[`${code}/${operation}`] || hint === elsewhere;
  const lines = [
    ...(texts ? translated(texts, code, hint, isSpecial || isOfOperation) : [`${message} ${hint}`]),
    ...(code === 'unknown' && serverCode ? [`${status} ${serverCode}`] : []),
    ...(issues ?? []).map((issue) => issueLine(issue, told)),
    ...(retryAt ? [`Not before ${retryAt.toLocaleTimeString()}.`] : []),
    ...(next === undefined ? [] : [`Next: ${next}`]),
  ];
  return { report, lines, ending };
}

/** Other languages have the library's texts only. What they do not say is said in English: better so than not at all. */
function translated(texts: ErrorTexts, code: ErrorCode, hint: string, saysMore: boolean): string[] {
  const own = messages[code];
  if (own !== undefined) return [own, hint];
  const [message, usual] = texts[code];
  const isForPrograms = usual.includes('`'); // the name of an option
  return [isForPrograms ? message : `${message} ${usual}`, ...(saysMore || isForPrograms ? [hint] : [])];
}

function tellFailure({ code, message, hint, ending, next: words }: Failure, follow: FollowUp): Told {
  const next = words === undefined ? undefined : follow(words);
  return {
    report: { code, message, hint, ...(next !== undefined && { next }), exitCode: exitCodes[ending] },
    lines: [`${message} ${hint}`, ...(next === undefined ? [] : [`Next: ${next}`])],
    ending,
  };
}
