import { isTurboSMTPAuthError, nodeFetch, UnreachableError } from '@turbosmtp-auth/node';
import { PROXY } from '../../src/fetch/proxy-error.ts';

/** What came of one request to the service. */
export interface Probe {
  /**
   * `service`: what answered is the service. `stranger`: something else is. `none`: nothing came back. `unsent`: nothing was
   * sent, since the variable of a proxy cannot be used.
   */
  readonly outcome: 'service' | 'failing' | 'redirect' | 'stranger' | 'none' | 'unsent';
  readonly status: number | null;
  readonly ms: number;
  /** Why nothing came back that could be read: the system's code, `PROXY` or `NOT_HTTP`. */
  readonly code: string | null;
  /** What to do about a proxy that did not connect. */
  readonly advice: string | null;
  /** Milliseconds that the service's clock is ahead of this machine's, to half a second; `null` if it does not say. */
  readonly offset: number | null;
}

/** Milliseconds. */
const LIMIT = 10_000;
/** The longest that a timer can be, in milliseconds, which it takes whole. */
const LONGEST = 2 ** 31 - 1;
/** What answered speaks something else. */
const NOT_HTTP = 'NOT_HTTP';
/** Bytes; the documented answer has 40. */
const MOST = 4096;

/**
 * Asks the service something harmless, without a key: whether a made-up reset token is valid. It must answer that a key is
 * missing.
 */
export async function probe(baseUrl: string, signal: AbortSignal, limit: number = LIMIT): Promise<Probe> {
  const start = performance.now();
  const sentAt = Date.now();
  try {
    // As the client goes: through the proxies of the environment.
    const response = await nodeFetch()(`${baseUrl.replace(/\/+$/, '')}/forgot-password?token=doctor`, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(Math.min(limit, LONGEST)))]),
    });
    const answeredAt = Date.now();
    const { status, headers } = response;
    const ms = Math.round(performance.now() - start);
    const date = Date.parse(headers.get('date') ?? '');
    // The header was cut to the second, and written at some time in between.
    const offset = Number.isNaN(date) ? null : Math.round(date + 500 - (sentAt + answeredAt) / 2);
    return { outcome: judge(status, await head(response)), status, ms, ...answered, offset };
  } catch (error) {
    signal.throwIfAborted();
    const ms = Math.round(performance.now() - start);
    const nothing = { status: null, ms, ...answered, offset: null };
    if (isOfVariable(error)) return { ...nothing, outcome: 'unsent' };
    const reason = reasonOf(error);
    return { ...nothing, ...reason, outcome: reason.code === NOT_HTTP ? 'stranger' : 'none' };
  }
}

function judge(status: number, body: string): Probe['outcome'] {
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 429 || status >= 500) return 'failing';
  return status === 401 && /^\s*\{\s*"message"\s*:\s*"\w+"/.test(body) ? 'service' : 'stranger';
}

/** The beginning of a body, which may be endless. */
async function head({ body }: Response): Promise<string> {
  const bytes: number[] = [];
  if (body)
    for await (const chunk of body) {
      bytes.push(...chunk.subarray(0, MOST - bytes.length));
      if (bytes.length >= MOST) break;
    }
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

/** What there is to go through a proxy with may be missing as well: that one has no variable to blame. */
const isOfVariable = (error: unknown): boolean =>
  isTurboSMTPAuthError(error) && (error.issues?.some(({ code }) => !code.startsWith('undici_')) ?? false);

const answered = { code: null, advice: null } as const;

/** The system's code somewhere among the causes. Texts are not told: they hold addresses and more. */
function reasonOf(error: unknown): Pick<Probe, 'code' | 'advice'> {
  let each: unknown = error;
  for (let depth = 0; depth < 5 && each instanceof Error; depth++) {
    if (each instanceof UnreachableError)
      return { code: each.systemCode, advice: each.systemCode === PROXY ? each.hint : null };
    if (isTurboSMTPAuthError(each)) return { code: PROXY, advice: each.hint }; // there is nothing to go through it with
    const { code, name } = each as { code?: unknown; name: string }; // any error may have a code
    if (name === 'HTTPParserError') return { code: NOT_HTTP, advice: null }; // undici's, often without a code
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return { code, advice: null };
    if (name === 'TimeoutError') return { code: 'ETIMEDOUT', advice: null };
    each = each instanceof AggregateError ? each.errors[0] : each.cause;
  }
  return { code: 'UNKNOWN', advice: null };
}
