// What a failed fetch says of itself in Deno: a `TypeError`, whose cause names the phase of Deno's HTTP client in words.

/**
 * Its connect phase: name not found, refused, unreachable, certificate not trusted. The URL is in the same text, but
 * no URL holds a space.
 */
const connecting = 'client error (Connect)';

const DEPTH = 5; // a cause may be its own cause

/** Whether a failed fetch provably sent nothing: not permitted, not found, refused, unreachable, not trusted. */
export function neverSent(error: unknown): boolean {
  let each = error;
  for (let depth = 0; depth < DEPTH && each instanceof Error; depth++) {
    if (each.name === 'NotCapable' || each.message.includes(connecting)) return true;
    each = each.cause;
  }
  return false;
}
