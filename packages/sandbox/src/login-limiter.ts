import { type Answer, refusal } from './answer.ts';
import type { Clock } from './clock.ts';
import { lastTime } from './shape.ts';
import type { LoginRateLimit } from './switches.ts';

/** Counts logins in a sliding window: attempts, whether or not they succeed. */
export interface LoginLimiter {
  /** Takes one login, or answers instead of it. */
  take(limit: LoginRateLimit | null): Answer | undefined;
  save(): number[];
  restore(saved: readonly number[]): void;
  clear(): void;
}

export function createLoginLimiter(clock: Clock): LoginLimiter {
  let logins: number[] = [];
  return {
    take(limit) {
      if (!limit) return undefined;
      const now = clock.now();
      logins = logins.filter((at) => at > now - limit.windowMs);
      if (logins.length < limit.limit) {
        logins.push(now);
        return undefined;
      }
      const allowedAt = (logins[0] ?? now) + limit.windowMs;
      return {
        ...refusal(limit.status ?? 429, 'too_many_requests'),
        headers: retryAfter(limit, allowedAt, now),
      };
    },
    save: () => [...logins],
    restore(saved) {
      logins = [...saved];
    },
    clear() {
      logins = [];
    },
  };
}

function retryAfter(
  { retryAfter: form }: LoginRateLimit,
  allowedAt: number,
  now: number,
): Record<string, string> {
  if (form === 'none') return {};
  // Both forms count whole seconds: round up, so that who waits as told is not refused again.
  if (form === 'date')
    return { 'retry-after': new Date(Math.min(Math.ceil(allowedAt / 1000) * 1000, lastTime)).toUTCString() };
  return { 'retry-after': String(Math.ceil((allowedAt - now) / 1000)) };
}
