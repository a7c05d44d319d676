const seconds = /^\d{1,9}$/;
/** The one form of HTTP date that may be generated (RFC 9110, section 5.6.7). */
const httpDate =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Epoch milliseconds of an HTTP date, or `null` when it is none. */
export function parseHttpDate(value: string | null): number | null {
  if (value === null || !httpDate.test(value)) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : time;
}

/** Milliseconds that a `Retry-After` asks to wait (RFC 9110, section 10.2.3), or `null` when it says nothing valid. */
export function parseRetryAfter(value: string | null, serviceNow: number): number | null {
  if (value === null) return null;
  if (seconds.test(value)) return Number(value) * 1000;
  const date = parseHttpDate(value);
  return date === null ? null : Math.max(0, date - serviceNow);
}
