import { requestOf } from './fields.ts';
import type { Operation } from './operation.ts';
import { replyOf } from './replies.ts';

const codes = {
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
} as const;

const members = { message: { kind: 'word', is: 'token_deauthorized' } } as const;

/** `POST /deauthorize`: revokes the API key it is called with. */
export const logout: Operation<object, void, typeof codes> = {
  name: 'logout',
  method: 'POST',
  path: '/deauthorize',
  auth: ['key', 'consumer'],
  repeatable: true,
  fields: {},
  request: /* @__PURE__ */ requestOf({}),
  success: 200,
  members,
  reply: /* @__PURE__ */ replyOf(members, () => undefined),
  codes,
};
