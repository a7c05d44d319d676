import { buffer } from 'node:stream/consumers';
import type { Invocation, Outcome } from '../command.ts';
import type { Ending } from '../exit-codes.ts';
import { usage } from '../failures.ts';
import { hasColors } from '../paint.ts';
import { readSavedPair } from '../read-saved-pair.ts';
import { answerParts, interruptedUnsafe } from './answer-parts.ts';
import { readInput } from './read-input.ts';
import { renderForTerminal } from './render-json.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof methods)[number];

/** Methods that change nothing: an interrupt leaves nothing to find out. */
const isSafe = (method: Method): boolean => method === 'GET' || method === 'HEAD';

export async function runApi(invocation: Invocation): Promise<Outcome> {
  const { flags, signal, client } = invocation;
  const { method, path } = targetOf(invocation);
  const input = withQuery(path, flags.query ?? []);
  const opened = await client(flags.consumer ? await readSavedPair(invocation) : undefined);
  const body = flags.input === undefined ? undefined : await readInput(flags.input, invocation);
  const headers = { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) };
  const stall = new AbortController();
  const init = { method, headers, signal: AbortSignal.any([signal, stall.signal]), ...(body && { body }) };
  let response: Response;
  try {
    response = await opened.fetch(input, init);
  } catch (error) {
    throw error === signal.reason && !isSafe(method) ? interruptedUnsafe : error;
  }
  // What was refused changed nothing, also if the words of the refusal are lost.
  const repeatable = isSafe(method) || (response.status >= 400 && response.status < 500);
  const parts = answerParts(response, { signal, timeout: invocation.timeout, stall, repeatable });
  return await outcomeOf(response, parts, invocation);
}

function targetOf({ words, flags }: Invocation): { method: Method; path: string } {
  const [first = '', second] = words;
  if (words.length > 2)
    throw usage(
      'There are too many arguments.',
      'Give a method and a path: `turbosmtp-auth api GET /analytics`.',
    );
  const usual = flags.input === undefined ? 'GET' : 'POST';
  const [said, path] = second === undefined ? [usual, first] : [first, second];
  const method = methods.find((each) => each === said.toUpperCase());
  if (!method) throw usage('There is no such method.', `Give one of ${methods.join(', ')} before the path.`);
  if (second === undefined && methods.some((each) => each === first.toUpperCase()))
    throw usage(
      'The path is missing.',
      `Give it after the method: \`turbosmtp-auth api ${method} /analytics\`.`,
    );
  if (flags.input !== undefined && isSafe(method))
    throw usage('--input cannot be used with GET or HEAD.', 'Give another method, or leave --input out.');
  return { method, path };
}

function withQuery(path: string, parameters: readonly string[]): string {
  if (parameters.length === 0) return path;
  const [before = '', fragment] = path.split('#');
  if (fragment !== undefined) throw usage('The path has a fragment.', 'Leave out the # and what follows it.');
  const pairs = parameters.map((parameter) => {
    const at = parameter.indexOf('=');
    if (at < 1) throw usage('The value of --query cannot be used.', 'Give it as name=value.');
    return [parameter.slice(0, at), parameter.slice(at + 1)].map(encode).join('=');
  });
  return `${before}${before.includes('?') ? '&' : '?'}${pairs.join('&')}`;
}

function encode(text: string): string {
  if (!text.isWellFormed()) throw usage('The value of --query cannot be used.', 'Write it as UTF-8.');
  return encodeURIComponent(text);
}

async function outcomeOf(
  { status, headers }: Response,
  parts: AsyncIterable<Uint8Array>,
  invocation: Invocation,
): Promise<Outcome> {
  const { flags, stdout, env } = invocation;
  const ending = endingOfStatus(status, flags.consumer === true);
  const contentType = headers.get('content-type');
  const said = {
    notes: ending === 'done' ? [] : [`The service answered ${status}.`],
    ending,
  };
  if (flags.json) {
    return { json: { status, contentType, ...textOf(await buffer(parts)) }, lines: [], ...said };
  }
  if (!stdout.isTTY) return { json: {}, lines: [], stream: parts, ...said };
  const text = new TextDecoder().decode(await buffer(parts));
  const lines = renderForTerminal(text, hasColors(stdout, env) ? invocation.paint : undefined);
  return { json: {}, lines, exact: true, ...said };
}

/** Text as it came: a number that JavaScript would round is still whole in it. */
function textOf(bytes: Buffer): { body: string } | { bodyBase64: string } {
  try {
    return { body: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { bodyBase64: bytes.toString('base64') };
  }
}

/** As the same answer to an operation ends the program. */
function endingOfStatus(status: number, consumer: boolean): Ending {
  if (status < 400) return 'done';
  if (status === 401 && !consumer) return 'signedOut';
  return status === 429 || status >= 500 ? 'noAnswer' : 'refused';
}
