/** What came of one request to the service. */
export interface Probe {
  /** `service`: what answered is the service. `stranger`: something else is. `none`: nothing came back. */
  readonly outcome: 'service' | 'failing' | 'redirect' | 'stranger' | 'none';
  readonly status: number | null;
  readonly ms: number;
  /** Why nothing came back: the system's code. */
  readonly code: string | null;
  /** Milliseconds that the service's clock is ahead of this machine's, to half a second; `null` if it does not say. */
  readonly offset: number | null;
}

/** Milliseconds. */
const LIMIT = 10_000;
/** Bytes; the documented answer has 40. */
const MOST = 4096;

/**
 * Asks the service something harmless, without a key: whether a made-up reset token is valid. It must answer that a key is
 * missing.
 */
export async function probe(baseUrl: string, signal: AbortSignal): Promise<Probe> {
  const start = performance.now();
  const sentAt = Date.now();
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/forgot-password?token=doctor`, {
      redirect: 'manual',
      headers: { accept: 'application/json' },
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]),
    });
    const answeredAt = Date.now();
    const { status, headers } = response;
    const ms = Math.round(performance.now() - start);
    const date = Date.parse(headers.get('date') ?? '');
    // The header was cut to the second, and written at some time in between.
    const offset = Number.isNaN(date) ? null : Math.round(date + 500 - (sentAt + answeredAt) / 2);
    return { outcome: judge(status, await head(response)), status, ms, code: null, offset };
  } catch (error) {
    signal.throwIfAborted();
    const ms = Math.round(performance.now() - start);
    return { outcome: 'none', status: null, ms, code: codeOf(error), offset: null };
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

/** The system's code somewhere among the causes. Texts are not told: they hold addresses and more. */
function codeOf(error: unknown): string {
  let each: unknown = error;
  for (let depth = 0; depth < 5 && each instanceof Error; depth++) {
    const { code, name } = each as { code?: unknown; name: string }; // any error may have a code
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code)) return code;
    if (name === 'TimeoutError') return 'ETIMEDOUT';
    each = each instanceof AggregateError ? each.errors[0] : each.cause;
  }
  return 'UNKNOWN';
}
