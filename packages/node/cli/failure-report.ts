import type { ErrorCode, ErrorTexts, HintValues, InputIssue, TurboSMTPAuthError } from '@turbosmtp-auth/node';
import { type Ending, endingOf, exitCodes } from './exit-codes.ts';
import { Failure } from './failures.ts';
import { type FollowUp, followUp } from './follow-up.ts';
import { issueLine } from './issue-texts.ts';
import type { CommandTexts } from './texts/command-texts.ts';
import { timeOfDay } from './time-of-day.ts';

/** What `--json` prints of a failure, under `error`. */
export interface FailureReport {
  readonly code: string;
  readonly message: string;
  /** What to do next. */
  readonly hint: string;
  /** Names the hint, if it is not the usual one of the code. */
  readonly reason?: string;
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

/** No route of the service answers so with a code that is not documented: something beside it does. */
const isElsewhere = ({ code, status }: TurboSMTPAuthError): boolean =>
  code === 'unknown' && (status === 404 || status === 405);

/** What was typed has the wrong shape: to type it again is what follows. */
const isMistyped = ({ reason = '' }: TurboSMTPAuthError): boolean =>
  /^(?:input_\w+|token_is_a_link)$/.test(reason);

function nextOf(error: TurboSMTPAuthError): string | undefined {
  if (isMistyped(error)) return undefined;
  const { code, operation } = error;
  return (
    nextCommands[code] ??
    nextCommands[`${code}/${operation}`] ??
    (code.startsWith('storage_') || isElsewhere(error) ? 'doctor' : undefined)
  );
}

/** Turns anything that a command threw into what a person reads about it. `follow`: as the command was typed. */
export async function tell(error: unknown, follow: FollowUp = followUp({})): Promise<Told> {
  if (error instanceof Failure) return tellFailure(error, follow);
  const { describeError, english: library, isTurboSMTPAuthError } = await import('@turbosmtp-auth/node');
  if (!isTurboSMTPAuthError(error))
    return tellFailure(
      // Its own words may hold a secret.
      new Failure(
        'unexpected',
        describeError(error),
        'If it happens again, report it with the output of `turbosmtp-auth doctor`.',
        'unexpected',
      ),
      follow,
    );

  const { code, status, serverCode, operation, retryable, retryAt, issues } = error;
  const { english: own } = await import('./texts/english.ts');
  const texts = { library, own };
  const reason = isElsewhere(error) ? 'not_the_service' : error.reason;
  const words = nextOf(error);
  const next = words === undefined ? undefined : follow(words);
  const ending = endingOf({ code, ...(status !== undefined && { status }) });
  const message = messageIn(texts, error);
  const hint = hintIn(texts, error, reason);
  const report: FailureReport = {
    code,
    message,
    hint,
    ...(reason !== undefined && { reason }),
    ...(next !== undefined && { next }),
    exitCode: exitCodes[ending],
    ...(status !== undefined && { status }),
    ...(serverCode !== undefined && { serverCode }),
    ...(operation !== undefined && { operation }),
    retryable,
    ...(retryAt !== undefined && { retryAt: retryAt.toISOString() }),
    ...(issues !== undefined && { issues }),
  };
  // The hint of one field is said beside its name.
  const isOfField = issues?.some((issue) => issue.message === error.hint);
  const lines = [
    `${message} ${isOfField ? own.hints.invalid_input : hint}`,
    ...(code === 'unknown' && serverCode ? [`${status} ${serverCode}`] : []),
    ...(issues ?? []).map((issue) => issueLine(issue, issue.message === error.hint ? hint : issue.message)),
    ...(retryAt ? [`Not before ${timeOfDay(retryAt, 'medium')}.`] : []),
    ...(next === undefined ? [] : [`Next: ${next}`]),
  ];
  return { report, lines, ending };
}

/** Message and usual hint of a code, if the library has that code: a newer copy of it may have more. */
function entryOf(library: ErrorTexts, code: string): readonly [message: string, hint: string] | undefined {
  const entry: unknown = Object.hasOwn(library, code) ? library[code as ErrorCode] : undefined;
  return Array.isArray(entry) ? (entry as [string, string]) : undefined; // as the texts of codes are
}

/** What is said of errors: by the library, and by this program in its stead. */
interface Texts {
  readonly library: ErrorTexts;
  readonly own: CommandTexts;
}

const messageIn = ({ library, own }: Texts, { code, message, hint }: TurboSMTPAuthError): string =>
  own.messages[code as keyof typeof own.messages] ??
  entryOf(library, code)?.[0] ??
  (message.endsWith(` ${hint}`) ? message.slice(0, -hint.length - 1) : message); // the hint is told after it

type Sentence = string | ((values: HintValues) => string);

const sentenceOf = (sentences: object | undefined, reason: string | undefined): Sentence | undefined =>
  reason !== undefined && sentences && Object.hasOwn(sentences, reason)
    ? (sentences as Record<string, Sentence>)[reason] // of the values that its reason has
    : undefined;

/** What to do about an error: this program's own words for its reason or its code, or else the library's. */
function hintIn({ library, own }: Texts, error: TurboSMTPAuthError, reason: string | undefined): string {
  const sentence = sentenceOf(own.reasons, reason);
  if (sentence !== undefined)
    return typeof sentence === 'string' ? sentence : sentence(error.hintValues ?? {});
  // A hint that is not the usual one of its code says more than that one.
  const isUsual = error.hint === entryOf(library, error.code)?.[1];
  return (isUsual ? own.hints[error.code as keyof typeof own.hints] : undefined) ?? error.hint;
}

function tellFailure({ code, message, hint, ending, next: words }: Failure, follow: FollowUp): Told {
  const next = words === undefined ? undefined : follow(words);
  return {
    report: { code, message, hint, ...(next !== undefined && { next }), exitCode: exitCodes[ending] },
    lines: [`${message} ${hint}`, ...(next === undefined ? [] : [`Next: ${next}`])],
    ending,
  };
}
