import { aBoolean, aFilledString, aString, assertShape, type Shape } from './shape.ts';

/** An account of the emulated service. Passwords are compared exactly as given: never trimmed or normalised. */
export interface Account {
  /** Not empty. */
  readonly email: string;
  /** Any, whether or not it meets the rules. */
  readonly password: string;
  /** Default: true. An inactive account can still log in; its calls answer 401 `account_is_inactive`. */
  readonly active?: boolean | undefined;
  /** The address of the account whose subaccount it is, for `POST /subaccounts/authorize`. Default: it is no subaccount. */
  readonly parent?: string | undefined;
  /** Whether its plan has subaccounts. Default: true. */
  readonly subaccounts?: boolean | undefined;
}

const accountShape: Shape = {
  required: { email: aFilledString, password: aString },
  optional: { active: aBoolean, parent: aFilledString, subaccounts: aBoolean },
};

/** The accounts of a sandbox. */
export interface Accounts {
  /**
   * Adds an account, or changes the password and state of the one with that address. Its keys live on.
   *
   * @throws {InvalidShapeError} if it is not an account.
   */
  add(account: Account): void;
  /** In the order in which they were added. */
  list(): {
    /** Its address. */
    email: string;
    /** Whether its calls are answered. */
    active: boolean;
  }[];
}

export interface AccountState {
  readonly email: string;
  password: string;
  active: boolean;
  parent: string | undefined;
  subaccounts: boolean;
}

export interface AccountRegister extends Accounts {
  find(email: string): AccountState | undefined;
  save(): (Omit<AccountState, 'parent'> & Pick<Account, 'parent'>)[];
  clear(): void;
}

export function createAccounts(): AccountRegister {
  // A Map, not an object: an address may be '__proto__'.
  const accounts = new Map<string, AccountState>();
  return {
    add(account) {
      assertShape('account', account, accountShape);
      const { email, password, active = true, parent, subaccounts = true } = account;
      const known = accounts.get(email);
      const state = { email, password, active, parent, subaccounts };
      if (known) Object.assign(known, state);
      else accounts.set(email, state);
    },
    list: () => [...accounts.values()].map(({ email, active }) => ({ email, active })),
    find: (email) => accounts.get(email),
    save: () =>
      [...accounts.values()].map(({ parent, ...account }) => ({
        ...account,
        ...(parent !== undefined && { parent }),
      })),
    clear: () => accounts.clear(),
  };
}
