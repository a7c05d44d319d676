import type { Clock } from './clock.ts';
import { randomHex } from './random.ts';

/** How long a key lives unless it was minted with `no_expire`. */
const keyLifetime = 2 * 60 * 60 * 1000;

/** The API keys of a sandbox. */
export interface ApiKeys {
  /** The keys the service would accept now. The key itself is not told. */
  list(): {
    /** Address of the account. */
    account: string;
    /** Epoch milliseconds on the sandbox's clock; `null`: never. */
    expiresAt: number | null;
  }[];
  /** Makes every key invalid, as if each had been logged out. */
  revokeAll(): void;
}

interface KeyState {
  readonly account: string;
  readonly expiresAt: number | null;
}

export interface KeyRegister extends ApiKeys {
  mint(account: string, noExpire: boolean): string;
  /** The account a key belongs to, unless it is unknown, revoked or expired. */
  owner(key: string): string | undefined;
  revoke(key: string): void;
  revokeAllOf(account: string): void;
  save(): SavedKey[];
  restore(saved: readonly SavedKey[]): void;
}

interface SavedKey extends KeyState {
  readonly key: string;
}

export function createApiKeys(clock: Clock): KeyRegister {
  const keys = new Map<string, KeyState>();
  const alive = ({ expiresAt }: KeyState): boolean => expiresAt === null || clock.now() < expiresAt;
  return {
    mint(account, noExpire) {
      const key = randomHex(20);
      keys.set(key, { account, expiresAt: noExpire ? null : clock.now() + keyLifetime });
      return key;
    },
    owner(key) {
      const state = keys.get(key);
      return state && alive(state) ? state.account : undefined;
    },
    revoke: (key) => void keys.delete(key),
    revokeAllOf(account) {
      for (const [key, state] of keys) if (state.account === account) keys.delete(key);
    },
    list: () => [...keys.values()].filter(alive).map(({ account, expiresAt }) => ({ account, expiresAt })),
    revokeAll: () => keys.clear(),
    save: () => [...keys].map(([key, state]) => ({ key, ...state })),
    restore(saved) {
      keys.clear();
      for (const { key, ...state } of saved) keys.set(key, state);
    },
  };
}
