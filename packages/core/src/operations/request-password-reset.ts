import { lazy } from '../standard-schema.ts';
import { email, input } from './fields.ts';
import type { Operation } from './operation.ts';
import { acknowledged } from './replies.ts';

const codes = {
  400: ['empty_request_body', 'missing_required_parameter'],
  404: ['email_not_found'],
} as const;

/** What a request for a reset mail takes. */
export interface RequestPasswordResetInput {
  email: string;
}

/** `POST /forgot-password`: sends a mail with a secret token, valid for one hour. */
export const requestPasswordReset: Operation<RequestPasswordResetInput, void, typeof codes> = {
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/forgot-password',
  auth: [],
  repeatable: false,
  request: /* @__PURE__ */ lazy(() => input({ email: email({ missing: 'missing_required_parameter' }) })),
  toWire: ({ email }) => ({ body: { email } }),
  success: 200,
  reply: /* @__PURE__ */ lazy(() => acknowledged('success')),
  codes,
};
