import {
  BadRequestError,
  ForbiddenError,
  NotFoundError,
  OutcomeUnknownError,
  RateLimitedError,
  ServerError,
  TurboSMTPAuthError,
  UnauthorizedError,
  UnexpectedResponseError,
} from '@turbosmtp-auth/core';
import type { Fault } from '@turbosmtp-auth/sandbox';
import { type Case, theme } from './case.ts';
import { type ExpectedError, equal, ok, refused } from './expect.ts';

interface Answer {
  readonly what: string;
  readonly fault: Fault;
  readonly expected: ExpectedError;
}

/** A login that was answered 2xx was handled, whatever is made of the answer. */
const unexpected = (status: number): ExpectedError =>
  status >= 200 && status < 300
    ? { class: OutcomeUnknownError, code: 'outcome_unknown', status }
    : { class: UnexpectedResponseError, code: 'unexpected_response', status };
const unknown = (
  status: number,
  expectedClass: ExpectedError['class'],
  serverCode?: string,
): ExpectedError => ({ class: expectedClass, code: 'unknown', status, serverCode });

const json = 'application/json';
/** Text that is not a code, so that it must not be taken for one: it could be anything. */
const prose = 'Dear customer, Correct-Horse-9 is wrong';

const newCodes: readonly Answer[] = (
  [
    [400, BadRequestError],
    [401, UnauthorizedError],
    [403, ForbiddenError],
    [404, NotFoundError],
    [409, TurboSMTPAuthError],
    [422, TurboSMTPAuthError],
  ] as const
).flatMap(([status, expectedClass]): Answer[] => [
  {
    what: `${status} with a code from the future`,
    fault: { kind: 'code', status },
    expected: unknown(status, expectedClass, 'a_code_from_the_future'),
  },
  {
    what: `${status} with prose instead of a code`,
    fault: { kind: 'code', status, code: prose },
    expected: unknown(status, expectedClass),
  },
]);

/** The documented codes of other operations are not this one's. */
const misplaced: Answer = {
  what: '403 with a code of another operation',
  fault: { kind: 'code', status: 403, code: 'token_is_invalid' },
  expected: unknown(403, ForbiddenError, 'token_is_invalid'),
};

const notJson: readonly Answer[] = [200, 400, 401, 403, 404].flatMap((status): Answer[] => [
  { what: `${status} with a page`, fault: { kind: 'html', status }, expected: unexpected(status) },
  { what: `${status} with nothing`, fault: { kind: 'empty', status }, expected: unexpected(status) },
  {
    what: `${status} with broken JSON`,
    fault: { kind: 'malformedJson', status },
    expected: unexpected(status),
  },
]);

const wrongShape: readonly Answer[] = [
  null,
  [],
  {},
  'text',
  7,
  { auth: '' },
  { auth: 7 },
  { auth: 'with\r\nline-end: 1' },
  { auth: 'x'.repeat(60_000) },
  { message: 'success' },
].map((value) => ({
  what: `200 with ${JSON.stringify(value).slice(0, 40)}`,
  fault: { kind: 'reply', json: value },
  expected: unexpected(200),
}));

const others: readonly Answer[] = [
  {
    what: '200 with JSON under another media type',
    fault: { kind: 'reply', text: '{"auth":"some-key"}', mediaType: 'text/plain' },
    expected: unexpected(200),
  },
  {
    what: '200 with an inherited key',
    fault: { kind: 'reply', text: '{"__proto__":{"auth":"some-key"}}', mediaType: json },
    expected: unexpected(200),
  },
  {
    what: '200 with JSON nested 10,000 deep',
    fault: { kind: 'reply', text: '['.repeat(10_000) + ']'.repeat(10_000), mediaType: json },
    expected: unexpected(200),
  },
  { what: '204', fault: { kind: 'empty', status: 204 }, expected: unexpected(204) },
  { what: '304', fault: { kind: 'empty', status: 304 }, expected: unexpected(304) },
  {
    what: '429 with a page',
    fault: { kind: 'html', status: 429 },
    expected: { class: RateLimitedError, code: 'rate_limited', status: 429 },
  },
  ...[500, 502, 503].map(
    (status): Answer => ({
      what: `${status} with a page`,
      fault: { kind: 'html', status },
      expected: { class: ServerError, code: 'server_error', status },
    }),
  ),
];

export const otherAnswers: readonly Case[] = theme(
  'answer',
  [...newCodes, misplaced, ...notJson, ...wrongShape, ...others].map(({ what, fault, expected }) => ({
    name: `${what} is ${expected.class.name} ${expected.code}`,
    async run({ account, service, createClient }) {
      const client = createClient({ retry: false });
      await service.addFault(fault);
      const error = await refused(client.login(account), { operation: 'login', ...expected });
      ok(!JSON.stringify(error).includes(account.password), 'nothing of the answer in the error');
      equal(await client.session(), null);
      equal((await service.requests()).length, 1, 'number of requests');
    },
  })),
);
