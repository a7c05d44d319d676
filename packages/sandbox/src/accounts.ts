import { aBoolean, aFilledString, aString, assertShape, type Shape } from './shape.ts';

/** An account of the emulated service. Passwords are compared exactly as given: never trimmed or normalised. */
export interface Account {
  readonly email: string;
  readonly password: string;
  /** Default: true. An inactive account can still log in; its calls answer 401 `account_is_inactive`. */
  readonly active?: boolean | undefined;
}

const accountShape: Shape = {
  required: { email: aFilledString, password: aString },
  optional: { active: aBoolean },
};

export interface Accounts {
  /**
   * Adds an account, or changes the password and state of the one with that address. Its keys live on.
   *
   * @throws InvalidShapeError when it is not an account.
   */
  add(account: Account): void;
  list(): { email: string; active: boolean }[];
}

export interface AccountState {
  readonly email: string;
  password: string;
  active: boolean;
}

export interface AccountRegister extends Accounts {
  find(email: string): AccountState | undefined;
  clear(): void;
}

export function createAccounts(): AccountRegister {
  // A Map, not an object: an address may be '__proto__'.
  const accounts = new Map<string, AccountState>();
  return {
    add(account) {
      assertShape('account', account, accountShape);
      const { email, password, active = true } = account;
      const known = accounts.get(email);
      if (known) Object.assign(known, { password, active });
      else accounts.set(email, { email, password, active });
    },
    list: () => [...accounts.values()].map(({ email, active }) => ({ email, active })),
    find: (email) => accounts.get(email),
    clear: () => accounts.clear(),
  };
}
