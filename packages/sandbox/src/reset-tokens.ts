import type { Clock } from './clock.ts';
import { randomBase64 } from './random.ts';

/** How long a reset token lives. */
const tokenLifetime = 60 * 60 * 1000;

export interface ResetTokens {
  mint(account: string): string;
  /** The account a token resets, unless it is unknown, used or expired. */
  owner(token: string): string | undefined;
  /** A token is good for one reset. */
  use(token: string): void;
  voidAllOf(account: string): void;
  clear(): void;
}

export function createResetTokens(clock: Clock): ResetTokens {
  const tokens = new Map<string, { account: string; expiresAt: number }>();
  return {
    mint(account) {
      const token = randomBase64(32);
      tokens.set(token, { account, expiresAt: clock.now() + tokenLifetime });
      return token;
    },
    owner(token) {
      const state = tokens.get(token);
      return state && clock.now() < state.expiresAt ? state.account : undefined;
    },
    use: (token) => void tokens.delete(token),
    voidAllOf(account) {
      for (const [token, state] of tokens) if (state.account === account) tokens.delete(token);
    },
    clear: () => tokens.clear(),
  };
}
