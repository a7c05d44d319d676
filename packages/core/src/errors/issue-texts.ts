import type { ErrorCode } from './codes.ts';
import { type ErrorTexts, english } from './english.ts';
import type { InputIssue } from './errors.ts';

/** What issues say, in English, if neither the words of their code nor a hint says it. */
export const issueTexts = {
  body_used: 'It was already read.',
  control_character: 'It contains a line break or another control character.',
  excludes_login: 'A client with a consumer pair cannot log in.',
  invalid_profile: 'It is not 1 to 64 characters of A-Z a-z 0-9 . _ -, or it is a reserved name.',
  malformed_unicode: 'It is not valid Unicode text.',
  missing_required_parameter: 'It is missing.',
  not_a_region: 'It is neither `global` nor `eu`.',
  not_header_safe: 'It contains a character that headers do not allow, or it is too long.',
  not_with_this_method: 'This method has no body.',
};

/** Every issue of this package whose code is neither one of the service's nor the reason of its hint. */
export type IssueCode =
  | keyof typeof issueTexts
  // Their words say it.
  | 'missing'
  | 'not_32_bytes'
  | 'not_a_body'
  | 'not_a_boolean'
  | 'not_a_function'
  | 'not_a_list'
  | 'not_a_lock'
  | 'not_a_method'
  | 'not_a_passphrase'
  | 'not_a_path_segment'
  | 'not_a_permission'
  | 'not_a_plain_object'
  | 'not_a_record'
  | 'not_a_sealing_key'
  | 'not_a_string'
  | 'not_a_time'
  | 'not_an_assurance'
  | 'not_an_event'
  | 'not_an_object'
  | 'not_an_operation'
  | 'not_json'
  | 'not_supported'
  | 'not_with_a_request'
  | 'out_of_range'
  | 'too_long';

/** What an issue says in a language; undefined if that has no words for its code. */
function issueTextIn(texts: ErrorTexts, code: string): string | undefined {
  const { issues = {} } = texts;
  if (Object.hasOwn(issues, code)) return issues[code];
  return Object.hasOwn(texts, code) ? texts[code as ErrorCode][0] : undefined; // what the texts have is of a code
}

/** What an issue says in English, by its code: `too_long` is "It is too long." */
export const issueText = (code: string): string =>
  issueTextIn({ ...english, issues: issueTexts }, code) ?? `It is ${code.replaceAll('_', ' ')}.`;

/**
 * What is wrong with each field: its name, and the sentence for its issue in a language, English unless given. If the sentence
 * is the hint, which comes last, the name alone.
 */
export const fieldsOf = (
  issues: readonly InputIssue[] = [],
  hint?: string,
  texts?: ErrorTexts,
): readonly string[] =>
  issues.map(({ path, code, message }) =>
    message === hint ? `${path}:` : `${path}: ${(texts && issueTextIn(texts, code)) ?? message}`,
  );
