import { aBoolean, anInteger, assertShape, either, oneOf, type Shape, shaped } from './shape.ts';

/** How often one may log in, and what the service says after that. */
export interface LoginRateLimit {
  /** Logins allowed within `windowMs`. */
  readonly limit: number;
  /** Length of the window in milliseconds, on the sandbox's clock. */
  readonly windowMs: number;
  /** Default: 429. */
  readonly status?: 429 | 403 | 503;
  /** How `Retry-After` tells when the window ends. Default: 'seconds'. */
  readonly retryAfter?: 'seconds' | 'date' | 'none';
}

/** Which reply headers a page of another origin may read. */
export interface CorsSwitch {
  /** Whether it may read `Date`. */
  readonly exposeDate: boolean;
  /** Whether it may read `Retry-After`. */
  readonly exposeRetryAfter: boolean;
}

/**
 * What the contract leaves open (contract, "What is not known"), one switch each. Do not rely on a default: a client has to
 * be right under every setting.
 */
export interface Switches {
  /** Whether a login makes the keys of earlier logins invalid. Default: false. */
  readonly secondLoginRevokesFirst: boolean;
  /** Whether changing the password revokes every key of the account. Default: false. */
  readonly passwordChangeRevokesKeys: boolean;
  /** Whether resetting the password revokes every key of the account. Default: false. */
  readonly passwordResetRevokesKeys: boolean;
  /** Whether a second reset mail makes the token of the first invalid. Default: false. */
  readonly secondResetMailVoidsFirst: boolean;
  /** What `POST /deauthorize` revokes when called with a consumer pair. Default: 'nothing'. */
  readonly consumerLogout: 'nothing' | 'allKeys' | 'pair';
  /** Whether a consumer pair may change the password, instead of 403 `not_allowed_for_apikey`. Default: false. */
  readonly consumerMayChangePassword: boolean;
  /**
   * What `/user/consumerKeys`, which takes only a key, answers to a consumer pair. Default: 401 `missing_authorization_key`.
   */
  readonly consumerOnKeyRoutes:
    | 'missing_authorization_key'
    | 'invalid_authorization_key'
    | 'not_allowed_for_apikey';
  /** What `POST /user/consumerKeys` makes of a request without `permissions`. Default: 'refused', with 400 `missing_required_parameter`. */
  readonly consumerKeyWithoutPermissions: 'refused' | 'all';
  /** What a consumer key is listed with: `label` and `creation_time` alone, as until 2025, or all. Default: 'all'. */
  readonly consumerKeyMembers: 'all' | 'until 2025';
  /** Minutes that the zone of `creation_time` is ahead of UTC. Default: 0. */
  readonly creationTimeOffset: number;
  /**
   * Whether the service refuses a pair without the permission: mail needs `SEND_API`, the rest needs `APIS`. Default: false.
   */
  readonly enforcePermissions: boolean;
  /** Whether a key of `POST /subaccounts/authorize` is valid for two hours, or for ever. Default: true. */
  readonly subaccountKeysExpire: boolean;
  /** What a reset token looks like: 32 hex characters, or base64, of which a client has to encode some. Default: 'hex'. */
  readonly resetTokens: 'hex' | 'base64';
  /** What `POST /forgot-password` answers for an address that has no account. Default: 404. */
  readonly forgotPasswordUnknownAddress: 404 | 200;
  /** The limit on logins. Default: null, no limit. */
  readonly loginRateLimit: LoginRateLimit | null;
  /** Whether replies carry `Date`. Default: true. */
  readonly sendDate: boolean;
  /** Whether other origins may call, and what they may read. Default: both headers exposed. */
  readonly cors: CorsSwitch | false;
  /** What "uppercase", "lowercase" and "numeric" mean in a password. Default: 'ascii'. */
  readonly characterClass: 'ascii' | 'unicode';
  /** What the length of a password counts. Default: 'code points'. */
  readonly lengthUnit: 'code units' | 'code points' | 'bytes';
  /** Which code wins when several things are wrong at once: the first the contract lists, or the last. Default: 'listed'. */
  readonly errorOrder: 'listed' | 'reversed';
}

/** Every switch at its default. Frozen. */
export const defaultSwitches: Switches = Object.freeze<Switches>({
  secondLoginRevokesFirst: false,
  passwordChangeRevokesKeys: false,
  passwordResetRevokesKeys: false,
  secondResetMailVoidsFirst: false,
  consumerLogout: 'nothing',
  consumerMayChangePassword: false,
  consumerOnKeyRoutes: 'missing_authorization_key',
  consumerKeyWithoutPermissions: 'refused',
  consumerKeyMembers: 'all',
  creationTimeOffset: 0,
  enforcePermissions: false,
  subaccountKeysExpire: true,
  resetTokens: 'hex',
  forgotPasswordUnknownAddress: 404,
  loginRateLimit: null,
  sendDate: true,
  cors: Object.freeze({ exposeDate: true, exposeRetryAfter: true }),
  characterClass: 'ascii',
  lengthUnit: 'code points',
  errorOrder: 'listed',
});

const rateLimit: Shape = {
  required: { limit: anInteger(0), windowMs: anInteger(1) },
  optional: { status: oneOf([429, 403, 503]), retryAfter: oneOf(['seconds', 'date', 'none']) },
};

export const switchShape: Shape = {
  optional: {
    secondLoginRevokesFirst: aBoolean,
    passwordChangeRevokesKeys: aBoolean,
    passwordResetRevokesKeys: aBoolean,
    secondResetMailVoidsFirst: aBoolean,
    consumerLogout: oneOf(['nothing', 'allKeys', 'pair']),
    consumerMayChangePassword: aBoolean,
    consumerOnKeyRoutes: oneOf([
      'missing_authorization_key',
      'invalid_authorization_key',
      'not_allowed_for_apikey',
    ]),
    consumerKeyWithoutPermissions: oneOf(['refused', 'all']),
    consumerKeyMembers: oneOf(['all', 'until 2025']),
    creationTimeOffset: anInteger(-720, 840),
    enforcePermissions: aBoolean,
    subaccountKeysExpire: aBoolean,
    resetTokens: oneOf(['hex', 'base64']),
    forgotPasswordUnknownAddress: oneOf([404, 200]),
    loginRateLimit: either(oneOf([null]), shaped(rateLimit)),
    sendDate: aBoolean,
    cors: either(oneOf([false]), shaped({ required: { exposeDate: aBoolean, exposeRetryAfter: aBoolean } })),
    characterClass: oneOf(['ascii', 'unicode']),
    lengthUnit: oneOf(['code units', 'code points', 'bytes']),
    errorOrder: oneOf(['listed', 'reversed']),
  },
};

/** The switches of a sandbox. */
export interface SwitchBoard {
  /** The setting of every switch, as a copy. */
  get(): Switches;
  /**
   * Changes the switches it is given and leaves the others.
   *
   * @throws {InvalidShapeError} if a switch does not exist or cannot be set to that.
   */
  set(switches: Partial<Switches>): void;
}

interface SwitchRegister extends SwitchBoard {
  /** The settings themselves, which no caller of the package may get. */
  current(): Switches;
  restore(): void;
}

export function createSwitches(initial: Partial<Switches> = {}): SwitchRegister {
  let current = defaultSwitches;
  function set(switches: Partial<Switches>): void {
    assertShape('setting of the switches', switches, switchShape);
    const given = Object.entries(switches).filter(([, value]) => value !== undefined);
    current = { ...current, ...structuredClone(Object.fromEntries(given)) };
  }
  set(initial);
  const start = current;
  function restore(): void {
    current = start;
  }
  return { get: () => structuredClone(current), current: () => current, set, restore };
}
