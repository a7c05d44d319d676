import type { Clock } from './clock.ts';
import { randomBase64, randomHex } from './random.ts';
import type { Switches } from './switches.ts';

/** How long a reset token lives. */
const tokenLifetime = 60 * 60 * 1000;

export interface ResetTokens {
  mint(account: string): string;
  /** The account a token resets, unless it is unknown, used or expired. */
  owner(token: string): string | undefined;
  /** A token is good for one reset. */
  use(token: string): void;
  voidAllOf(account: string): void;
  save(): SavedToken[];
  restore(saved: readonly SavedToken[]): void;
  clear(): void;
}

interface TokenState {
  readonly account: string;
  readonly expiresAt: number;
}

interface SavedToken extends TokenState {
  readonly token: string;
}

export function createResetTokens(clock: Clock, looks: () => Switches['resetTokens']): ResetTokens {
  const tokens = new Map<string, TokenState>();
  return {
    mint(account) {
      const token = looks() === 'hex' ? randomHex(16) : randomBase64(32);
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
    save: () => [...tokens].map(([token, state]) => ({ token, ...state })),
    restore(saved) {
      tokens.clear();
      for (const { token, ...state } of saved) tokens.set(token, state);
    },
    clear: () => tokens.clear(),
  };
}
