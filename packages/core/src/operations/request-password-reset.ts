import { requestOf } from './fields.ts';
import type { InputFields, Operation } from './operation.ts';
import { acknowledged, replyOf } from './replies.ts';

/** The codes that the contract documents for `requestPasswordReset`, by status. */
export const requestPasswordResetCodes = {
  400: ['empty_request_body', 'missing_required_parameter', 'missing_required_parameter_email'],
  404: ['email_not_found'],
} as const;

/** What a request for a reset mail takes. */
export interface RequestPasswordResetInput {
  /** E-mail address of the account. Required. */
  email: string;
}

const fields: InputFields<RequestPasswordResetInput> = {
  email: { kind: 'email', wire: 'email', in: 'body', missing: 'missing_required_parameter' },
};

/** `POST /forgot-password`: sends a mail with a secret token, valid for one hour. */
export const requestPasswordReset: Operation<
  RequestPasswordResetInput,
  void,
  typeof requestPasswordResetCodes
> = {
  name: 'requestPasswordReset',
  method: 'POST',
  path: '/forgot-password',
  auth: [],
  repeatable: false,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 200,
  resultless: true,
  members: acknowledged,
  reply: /* @__PURE__ */ replyOf(acknowledged, () => undefined),
  codes: requestPasswordResetCodes,
};
