// docs/errors.md from core's own tables: the operations with their documented codes, and the English texts.
// `--update` writes the document; without it, one that differs is an error.
import { errorOf } from '../packages/core/src/errors/build.ts';
import { english } from '../packages/core/src/errors/english.ts';
import { operations } from '../packages/core/src/operations/index.ts';
import { settleFiles } from './generated-files.mjs';

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

const authOf = ({ auth }) => {
  if (auth.length === 0) return 'It needs no API key.';
  return auth.includes('consumer') ? 'It takes an API key or a consumer pair.' : 'It takes an API key only.';
};

const entriesOf = ({ codes }) =>
  Object.entries(codes).flatMap(([status, list]) => list.map((code) => ({ status: Number(status), code })));

const whenAbsent = ({ optional, default: value, sameAs, missing }) => {
  if (!optional) return `refused: \`${missing}\``;
  if (sameAs) return `sent like \`${sameAs}\``;
  return value === undefined ? 'not sent' : `sent as \`${value}\``;
};

/** What the caller gives, and where it goes. */
const inputTable = ({ fields }) =>
  table(
    ['you give', 'the service gets', 'in the', 'if it is absent'],
    Object.entries(fields).map(([name, field]) =>
      row(`\`${name}\``, `\`${field.wire}\``, field.in, whenAbsent(field)),
    ),
  );

const operationSection = (operation) =>
  [
    `### \`${operation.name}\``,
    `\`${operation.method} ${operation.path}\`. ${authOf(operation)}`,
    ...(Object.keys(operation.fields).length > 0 ? [inputTable(operation)] : []),
    table(
      ['status', 'class', 'code', 'what happened', 'what to do'],
      entriesOf(operation).map(({ status, code }) => {
        const answer = operation.answers && Object.hasOwn(operation.answers, code);
        const error = errorOf(code, { status });
        return row(
          status,
          answer ? `none: resolves to \`${operation.answers[code]}\`` : `\`${error.name}\``,
          `\`${code}\``,
          error.message,
          error.hint,
        );
      }),
    ),
  ].join('\n\n');

const documented = new Set(
  Object.values(operations)
    .flatMap(entriesOf)
    .map(({ code }) => code),
);
const clientCodes = Object.keys(english).filter((code) => !documented.has(code));

const text = `<!-- Written by tools/generate-errors-doc.mjs from core's tables: change those, and run it with --update. -->

# Errors

Everything this library throws is a \`TurboSMTPAuthError\` with a literal \`code\` to switch on, a fixed \`message\`, and a
\`hint\` that says what to do next. No error holds a password, a key, a token, a body or a URL with its query.
Only [\`createApi\`](integrations.md#createapi) has an error of its own: a \`FetchError\` for each status from 400 to 599.
\`isTurboSMTPAuthError(error)\` recognises one, also from another copy of the package; \`isErrorOf('login', error)\`
narrows to what the service answered to that operation, so that a \`switch\` over \`code\` can be exhaustive.

Any error of ours, whichever call it came from, is told by its code:

\`\`\`ts
import { describeError, isTurboSMTPAuthError } from '@turbosmtp-auth/node';

export function explain(error: unknown): string {
  if (!isTurboSMTPAuthError(error)) throw error;
  switch (error.code) {
    case 'rate_limited':
      return \`Try again after \${error.retryAt?.toLocaleTimeString() ?? 'a while'}.\`;
    case 'network':
    case 'timeout':
      return 'The service cannot be reached.';
    case 'signed_out':
      return 'Log in first.';
    default:
      return describeError(error);
  }
}
\`\`\`

The codes of one operation are fewer: what its table below lists, and \`unknown\`. What can happen to every call, such as
\`rate_limited\` or \`network\`, is not among them, so it is told first or passed on:

\`\`\`ts
import { createClient, isErrorOf } from '@turbosmtp-auth/node';

const client = createClient();

export async function logIn(email: string, password: string): Promise<string> {
  try {
    await client.login({ email, password });
    return 'Signed in.';
  } catch (error) {
    if (!isErrorOf('login', error)) throw error; // a 429, no network, a store that refuses
    switch (error.code) {
      case 'wrong_credentials_specified':
        return 'The e-mail address or the password is wrong.';
      case 'missing_required_parameter':
      case 'unknown':
        return 'The service did not accept that.';
    } // every code is there: a missing one would not compile, as the function would not always return
  }
}
\`\`\`

\`retryable\` says that the same call is safe to repeat and may succeed later; \`retryAt\`, where it is set, says when.

## Said by the service

A 429 is always a \`RateLimitedError\` and a 5xx always a \`ServerError\`, whatever their bodies say, since gateways answer in
HTML. A code that is not listed arrives as \`unknown\`, with the service's own word in \`serverCode\`.

An operation that takes an input has two tables. The first says what you give and what the service gets. A required value that is
absent is refused before any request, as \`invalid_input\`, and its code is in \`issues\`. The second table says what the service answers.

${Object.values(operations).map(operationSection).join('\n\n')}

## Said by the client

${table(
  ['code', 'class', 'what happened', 'what to do'],
  clientCodes.map((code) => {
    const error = errorOf(code);
    // A code that is not documented comes with a status, which chooses the class.
    const name = code === 'unknown' ? 'by status' : `\`${error.name}\``;
    return row(`\`${code}\``, name, error.message, error.hint);
  }),
)}
`;

settleFiles('errors', { 'docs/errors.md': text }, `${Object.keys(english).length} codes documented`);
