import { requestOf } from './fields.ts';
import { keyCodes } from './key-codes.ts';
import type { Operation } from './operation.ts';
import { replyOf } from './replies.ts';

/** The codes that the contract documents for `logout`, by status. */
export const logoutCodes = {
  401: keyCodes as typeof keyCodes,
} as const;

const members = { message: { kind: 'word', is: 'token_deauthorized', optional: true } } as const;

/** `POST /deauthorize`: revokes the API key it is called with. */
export const logout: Operation<object, void, typeof logoutCodes> = {
  name: 'logout',
  method: 'POST',
  path: '/deauthorize',
  auth: ['key', 'consumer'],
  repeatable: true,
  fields: {},
  request: /* @__PURE__ */ requestOf({}),
  success: 200,
  resultless: true,
  members,
  reply: /* @__PURE__ */ replyOf(members, () => undefined),
  codes: logoutCodes,
};
