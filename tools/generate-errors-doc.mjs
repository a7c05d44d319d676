// docs/errors.md from the packages' own tables: the operations with their documented codes, and the English texts.
// `--update` writes the document; without it, one that differs is an error.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionHints } from '../packages/browser/src/extension/hints.ts';
import { connectHints as extensionConnectHints } from '../packages/browser/src/extension/wire/hints.ts';
import { browserHints } from '../packages/browser/src/hints.ts';
import { apiHints } from '../packages/core/src/api/hints.ts';
import { errorOf } from '../packages/core/src/errors/build.ts';
import { clientHints } from '../packages/core/src/errors/client-hints.ts';
import { english } from '../packages/core/src/errors/english.ts';
import { fileHints } from '../packages/core/src/files/hints.ts';
import { keychainHints } from '../packages/core/src/keychain/hints.ts';
import { operations } from '../packages/core/src/operations/index.ts';
import { passwordHints } from '../packages/core/src/password/generate-password.ts';
import { sealHints } from '../packages/core/src/seal/hints.ts';
import { connectHints } from '../packages/core/src/transport/connect-hints.ts';
import { denoHints } from '../packages/deno/src/hints.ts';
import { nodeHints } from '../packages/node/src/hints.ts';
import { settleFiles } from './generated-files.mjs';
import { root } from './toolchain.mjs';

const row = (...cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(...head), row(...head.map(() => '---')), ...rows].join('\n');

const authOf = ({ auth }) => {
  if (auth.length === 0) return 'It needs no API key.';
  return auth.includes('consumer') ? 'It takes an API key or a consumer pair.' : 'It takes an API key only.';
};

const entriesOf = ({ codes }) =>
  Object.entries(codes).flatMap(([status, list]) => list.map((code) => ({ status: Number(status), code })));

/** Each code has a section of its own, which its name leads to. */
const linkTo = (code) => `[\`${code}\`](#${code})`;

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
          linkTo(code),
          english[code][0],
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

/** Who says a code: the operations that are answered so, with the status, or the client. */
const saidBy = (code) => {
  const places = Object.values(operations).flatMap((operation) =>
    entriesOf(operation)
      .filter((entry) => entry.code === code)
      .map(({ status }) => `[\`${operation.name}\`](#${operation.name.toLowerCase()}) (${status})`),
  );
  return places.length > 0 ? `Answered to ${places.join(', ')}.` : 'Said by the client.';
};

/** A section that a link can name: the anchor is the code. */
const codeSection = (code) => [`### ${code}`, english[code][0], english[code][1], saidBy(code)].join('\n\n');

const hints = {
  'any call': { ...clientHints, ...passwordHints },
  'the connection': connectHints,
  '`createApi`': apiHints,
  sealing: sealHints,
  'sealed files': fileHints,
  keychains: keychainHints,
  Node: nodeHints,
  pages: browserHints,
  extensions: { ...extensionHints, ...extensionConnectHints },
  Deno: denoHints,
};

/** Names each value that a sentence is given: `<code>`. A kind of field is one of three, so one of them stands for it. */
const placeholders = new Proxy(
  { field: 'password' },
  { get: (given, name) => given[name] ?? `{${String(name)}}` },
);
const sentence = (hint) => {
  const text = typeof hint === 'string' ? hint : hint(placeholders);
  if (text.includes('undefined')) throw new Error(`A value of this hint has no example: ${text}`);
  return text.replaceAll('<', '&lt;');
};

/** What a person sees, as it was recorded: a test runs it again. */
const examples = join(root, 'tests/outputs');
const outputs = JSON.parse(readFileSync(join(examples, 'outputs.json'), 'utf8'));
const program = readFileSync(join(examples, 'send-report.mjs'), 'utf8').trim();

const text = `<!-- Written by tools/generate-errors-doc.mjs from core's tables: change those, and run it with --update. -->

# Errors

Everything this library throws is a \`TurboSMTPAuthError\`. It has a literal \`code\` to switch on. Its \`message\` says what
happened and then what to do next, which is also in \`hint\`. Its stack begins where your code made the call. No error contains a
password, a key, a token, a body or a URL with its query.
Only [\`createApi\`](integrations.md#createapi) has an error of its own: a \`FetchError\` for each status from 400 to 599.
\`isTurboSMTPAuthError(error)\` says whether an error is such an error, also if another copy of the package threw it.
\`isErrorOf('login', error)\` says whether the service answered it to that operation. Then a \`switch\` over \`code\` can be exhaustive.

To handle errors of any call, look at the code:

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
    case 'outcome_unknown': // the answer was lost, for example of a login whose connection dropped
      return 'No answer arrived. Find out what happened before you try again.';
    case 'signed_out':
      return 'Log in first.';
    default:
      return describeError(error);
  }
}
\`\`\`

An operation has fewer codes: those in its table below, and \`unknown\`. Codes that every call can have, such as
\`rate_limited\` or \`network\`, are not among them: handle them first, or pass them on:

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

Some errors have a better hint than the usual one of their code. Such an error has a \`reason\`, a word that stays the same if the
sentence is reworded. \`hintValues\` has the values that the sentence names. The reasons are [listed below](#reasons). \`describeError(error,
italian)\` gives the message and the hint in another language; see [Recipes](recipes.md).

If an input is wrong, \`issues\` has a \`path\`, a \`code\` and a sentence for each field, but never the value. The type of each
class knows which codes and facts it has. An \`InvalidInputError\` always has \`issues\`, and a \`RateLimitedError\` always has
\`retryAt\`. \`toJSON\` gives name, code, message, hint and the other facts, for a log.

\`retryable\` says that the same call is safe to repeat and may succeed later. If \`retryAt\` is set, it says when.

## What you see

This program asks for a report without a session. Below it is what each runtime prints, without the lines of
the runtime itself:

\`\`\`js
${program}
\`\`\`

${Object.entries(outputs)
  .map(([place, output]) => [`**${place}**`, `\`\`\`text\n${output}\n\`\`\``].join('\n\n'))
  .join('\n\n')}

## Said by the service

A 429 is always a \`RateLimitedError\` and a 5xx always a \`ServerError\`, also if their bodies say something else: a gateway in
between answers in HTML. A code that is not listed arrives as \`unknown\`, with the service's own word in \`serverCode\`.

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
    return row(linkTo(code), name, english[code][0], error.hint);
  }),
)}

## Codes

Every code has a section here, so that a link can name it: \`docs/errors.md#rate_limited\`.

${Object.keys(english).map(codeSection).join('\n\n')}

## Reasons

${table(
  ['of', 'reason', 'what to do'],
  Object.entries(hints).flatMap(([of, hintsOfIt]) =>
    Object.entries(hintsOfIt).map(([reason, hint]) => row(of, `\`${reason}\``, sentence(hint))),
  ),
)}
`;

settleFiles('errors', { 'docs/errors.md': text }, `${Object.keys(english).length} codes documented`);
