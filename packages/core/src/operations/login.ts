import { requestOf } from './fields.ts';
import type { InputFields, Operation } from './operation.ts';
import { replyOf } from './replies.ts';

/** The codes that the contract documents for `login`, by status. */
export const loginCodes = {
  400: ['missing_required_parameter'],
  403: ['wrong_credentials_specified'],
} as const;

/** What a login takes. */
export interface LoginInput {
  /** E-mail address of the account. Required. */
  email: string;
  /** Its password. Required. */
  password: string;
  /** Ask for a key that never expires; default `false`: one that lives for two hours. */
  noExpire?: boolean | undefined;
}

/** What the service answers: the API key, without an expiry. */
export interface LoginReply {
  /** The API key. */
  auth: string;
}

const fields: InputFields<LoginInput> = {
  email: { kind: 'email', wire: 'email', in: 'body', missing: 'missing_required_parameter' },
  password: { kind: 'password', wire: 'password', in: 'body', missing: 'missing_required_parameter' },
  noExpire: {
    kind: 'flag',
    wire: 'no_expire',
    in: 'body',
    missing: 'not_a_boolean',
    optional: true,
    default: false,
  },
};

const members = { auth: { kind: 'credential' } } as const;

/** `POST /authorize`: exchanges e-mail and password for an API key. */
export const login: Operation<LoginInput, LoginReply, typeof loginCodes> = {
  name: 'login',
  method: 'POST',
  path: '/authorize',
  auth: [],
  repeatable: false,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 200,
  members,
  reply: /* @__PURE__ */ replyOf(members, (reply) => reply),
  codes: loginCodes,
};
