import { lazy } from '../standard-schema.ts';
import { input } from './fields.ts';
import type { Operation } from './operation.ts';
import { acknowledged } from './replies.ts';

const codes = {
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
} as const;

/** `POST /deauthorize`: revokes the API key it is called with. */
export const logout: Operation<object, void, typeof codes> = {
  name: 'logout',
  method: 'POST',
  path: '/deauthorize',
  auth: ['key', 'consumer'],
  repeatable: true,
  request: /* @__PURE__ */ lazy(() => input({})),
  toWire: () => ({}),
  success: 200,
  reply: /* @__PURE__ */ lazy(() => acknowledged('token_deauthorized')),
  codes,
};
