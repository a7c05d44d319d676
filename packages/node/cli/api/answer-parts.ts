import type { Invocation } from '../command.ts';
import { Failure } from '../failures.ts';

/** Milliseconds without a further part of an answer, unless `--timeout` says more or less. */
const LIMIT = 30_000;

/** What timers hold, in milliseconds: a longer one would fire at once. */
const LONGEST = 0x7fff_ffff;

/** Of a request that may have changed something. */
export const interruptedUnsafe: Failure = new Failure(
  'outcome_unknown',
  'Interrupted. The request may have reached the service.',
  'Find out whether it took effect before you repeat it.',
  'unknownOutcome',
);

/**
 * The body of an answer, part by part as it comes. `stall` ends the request if the service sends nothing for too long.
 * `repeatable`: whether it does no harm to send the request once more.
 *
 * @throws what it means that the rest never comes.
 */
export async function* answerParts(
  { body }: Response,
  {
    signal,
    timeout = LIMIT,
    stall,
    repeatable,
  }: Pick<Invocation, 'signal' | 'timeout'> & {
    readonly stall: AbortController;
    readonly repeatable: boolean;
  },
): AsyncGenerator<Uint8Array> {
  if (!body) return;
  const wait = (): NodeJS.Timeout => setTimeout(() => stall.abort(), Math.min(timeout, LONGEST));
  let waiting = wait();
  try {
    for await (const part of body) {
      clearTimeout(waiting); // how long the reader takes is its own matter
      yield part;
      waiting = wait();
    }
  } catch {
    if (signal.aborted) throw repeatable ? signal.reason : interruptedUnsafe;
    if (!repeatable) throw await lost('outcome_unknown');
    throw await lost(stall.signal.aborted ? 'timeout' : 'network');
  } finally {
    clearTimeout(waiting);
  }
}

async function lost(code: 'network' | 'timeout' | 'outcome_unknown'): Promise<Error> {
  const { english, TurboSMTPAuthError } = await import('@turbosmtp-auth/node');
  const [message, hint] = english[code];
  const retryable = code !== 'outcome_unknown';
  return new TurboSMTPAuthError({ code, message, hint, operation: 'fetch', retryable });
}
