/**
 * What any call that takes a key may be answered with 401 (contract, "401, wherever a call needs a key"). Each table says its
 * type beside it, because declarations are made of one file alone.
 */
export const keyCodes = [
  'missing_authorization_key',
  'invalid_authorization_key',
  'account_is_inactive',
] as const;
