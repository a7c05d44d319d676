import { errorOf } from '../errors/build.ts';
import { clientHint } from '../errors/client-hints.ts';
import type { TurboSMTPAuthError } from '../errors/errors.ts';
import type { OperationName, ServiceCode } from '../operations/codes.ts';
import type { CodeTable, Operation } from '../operations/operation.ts';
import { check } from '../standard-schema.ts';
import { networkError } from './failure.ts';
import type { Exchange } from './send.ts';

/** What an exchange means: the operation's result, or the error to throw. */
export type Verdict<Output> =
  | { readonly value: Output; readonly error?: undefined }
  | { readonly error: TurboSMTPAuthError };

type Answer = Extract<Exchange, { outcome: 'answer' }>;

/** Media types worth naming in a hint. Others are not repeated: a header can hold anything. */
const tellingTypes: ReadonlySet<string> = new Set(['text/html', 'text/plain', 'application/xml', 'text/xml']);

/** Two or more words of lower case joined by underscores, as every documented code is; a key or a token is not. */
const codeLike = /^(?=.{3,80}$)[a-z]+(?:_[a-z0-9]{1,30})+$/;

/**
 * Turns an exchange into a result or an error. It is pure: no clock, no network, no state.
 *
 * @param secrets What the request carried and an answer could reflect; it must not reach an error.
 */
export function judge<Input, Output>(
  operation: Operation<Input, Output>,
  exchange: Exchange,
  secrets: readonly string[] = [],
): Verdict<Output> {
  const name = operation.name as OperationName; // the table's keys are its operations' names
  if (exchange.outcome === 'lost') {
    const harmless = exchange.neverSent || operation.repeatable;
    return {
      error: harmless ? networkError(name, exchange) : errorOf('outcome_unknown', { operation: name }),
    };
  }
  const { status } = exchange;
  if (exchange.outcome === 'redirect')
    return { error: errorOf('redirect_refused', { operation: name, ...(status > 0 && { status }) }) };
  if (status === 429) return { error: errorOf('rate_limited', { operation: name, status, retryable: true }) };
  if (status >= 500)
    return { error: errorOf('server_error', { operation: name, status, retryable: operation.repeatable }) };
  const unexpected = (): Verdict<Output> => ({
    error: errorOf('unexpected_response', {
      operation: name,
      status,
      ...(tellingTypes.has(exchange.mediaType) && clientHint('not_json', { mediaType: exchange.mediaType })),
    }),
  });
  if (status >= 200 && status < 300) {
    const answer = exchange.outcome === 'answer' ? successOf(operation, exchange) : undefined;
    // The service handled it: even if the answer is unusable, this is no failure.
    return (
      answer ??
      (operation.repeatable
        ? unexpected()
        : { error: errorOf('outcome_unknown', { operation: name, status }) })
    );
  }
  if (exchange.outcome === 'too-large') return unexpected();
  const json = parse(exchange);
  if (status < 400 || !isMessage(json)) return unexpected();
  return refusal(operation, name, status, json.message, secrets);
}

/** What a 2xx gives the caller, if it gives what was asked for. */
function successOf<Input, Output>(
  operation: Operation<Input, Output>,
  answer: Answer,
): { readonly value: Output } | undefined {
  // Some servers end an answer that has no body with a line end: white space and line ends are bytes up to 0x20.
  const isNothing = operation.resultless && answer.body.every((byte) => byte <= 0x20);
  const { issues, value } = check(operation.reply, isNothing ? {} : parse(answer));
  return issues ? undefined : { value: value as Output }; // checked
}

function refusal<Output>(
  { codes, answers }: Pick<Operation<unknown, Output>, 'codes' | 'answers'>,
  operation: OperationName,
  status: number,
  message: string,
  secrets: readonly string[],
): Verdict<Output> {
  if (documented(codes, status).includes(message)) {
    if (answers && Object.hasOwn(answers, message)) return { value: answers[message] as Output }; // it has it
    return { error: errorOf(message as ServiceCode, { operation, status }) }; // documented, so a service code
  }
  const repeatable = codeLike.test(message) && !secrets.some((secret) => resembles(message, secret));
  return { error: errorOf('unknown', { operation, status, ...(repeatable && { serverCode: message }) }) };
}

/** Letters and digits, in lower case: a code and a secret may differ in the rest and still be the same. */
const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** Whether one text holds the other, in any spelling. */
function resembles(message: string, secret: string): boolean {
  const [a, b] = [plain(message), plain(secret)];
  return b !== '' && (a.includes(b) || b.includes(a));
}

const documented = (codes: CodeTable, status: number): readonly string[] =>
  Object.hasOwn(codes, status) ? (codes[status as keyof CodeTable] ?? []) : [];

/** `{ "message": "…" }`, its own and not inherited. */
const isMessage = (json: unknown): json is { message: string } =>
  typeof json === 'object' &&
  json !== null &&
  Object.hasOwn(json, 'message') &&
  typeof (json as { message: unknown }).message === 'string';

/** What the `message` of the documented JSON says; `undefined` where there is none. */
export function messageOf(answer: Pick<Answer, 'mediaType' | 'body'>): string | undefined {
  const json = parse(answer);
  return isMessage(json) ? json.message : undefined;
}

/** The JSON of an answer that says it is JSON; `undefined` where it is not. Its parser's error would quote the body. */
function parse({ mediaType, body }: Pick<Answer, 'mediaType' | 'body'>): unknown {
  if (mediaType !== 'application/json') return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
