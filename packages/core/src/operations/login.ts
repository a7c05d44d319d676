import { lazy } from '../standard-schema.ts';
import { email, flag, input, password } from './fields.ts';
import type { Operation } from './operation.ts';
import { headerValue, reply } from './replies.ts';

const codes = {
  400: ['missing_required_parameter'],
  403: ['wrong_credentials_specified'],
} as const;

/** What a login takes. */
export interface LoginInput {
  email: string;
  password: string;
  /** Ask for a key that never expires; default `false`: one that lives for two hours. */
  noExpire?: boolean | undefined;
}

/** What the service answers: the API key, without an expiry. */
export interface LoginReply {
  auth: string;
}

const missing = { missing: 'missing_required_parameter' } as const;

/** `POST /authorize`: trades e-mail and password for an API key. */
export const login: Operation<LoginInput, LoginReply, typeof codes> = {
  name: 'login',
  method: 'POST',
  path: '/authorize',
  auth: [],
  repeatable: false,
  request: /* @__PURE__ */ lazy(() =>
    input({ email: email(missing), password: password(missing), noExpire: flag() }),
  ),
  toWire: ({ email, password, noExpire = false }) => ({ body: { email, password, no_expire: noExpire } }),
  success: 200,
  reply: /* @__PURE__ */ lazy(() => reply({ auth: headerValue() })),
  codes,
};
