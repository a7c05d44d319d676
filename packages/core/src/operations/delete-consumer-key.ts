import { requestOf } from './fields.ts';
import { keyCodes } from './key-codes.ts';
import type { InputFields, Operation } from './operation.ts';
import { acknowledged, replyOf } from './replies.ts';

/** The codes that the contract documents for `deleteConsumerKey`, by status. */
export const deleteConsumerKeyCodes = {
  401: keyCodes as typeof keyCodes,
  404: ['key_not_found'],
} as const;

/** Which consumer pair to delete: its key, not its secret. */
export interface DeleteConsumerKeyInput {
  /** `key` of a {@link ConsumerKey}. Required. */
  key: string;
}

const fields: InputFields<DeleteConsumerKeyInput> = {
  key: { kind: 'label', wire: 'consumerKey', in: 'path', missing: 'missing_required_parameter' },
};

/** `DELETE /user/consumerKeys/{consumerKey}`: ends a consumer pair. */
export const deleteConsumerKey: Operation<DeleteConsumerKeyInput, void, typeof deleteConsumerKeyCodes> = {
  name: 'deleteConsumerKey',
  method: 'DELETE',
  path: '/user/consumerKeys/{consumerKey}',
  auth: ['key'],
  // A second one would be told that there is no such key, as if the name had been mistyped.
  repeatable: false,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 200,
  resultless: true,
  members: acknowledged,
  reply: /* @__PURE__ */ replyOf(acknowledged, () => undefined),
  codes: deleteConsumerKeyCodes,
};
