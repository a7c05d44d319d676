import * as v from 'valibot';
import { lazy } from '../standard-schema.ts';
import { input, label } from './fields.ts';
import type { Operation } from './operation.ts';
import { acknowledged } from './replies.ts';

const codes = {
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
  404: ['key_not_found'],
} as const;

/** Which consumer pair to delete: its key, not its secret. */
export interface DeleteConsumerKeyInput {
  key: string;
}

/** `DELETE /user/consumerKeys/{consumerKey}`: ends a consumer pair. */
export const deleteConsumerKey: Operation<DeleteConsumerKeyInput, void, typeof codes> = {
  name: 'deleteConsumerKey',
  method: 'DELETE',
  path: '/user/consumerKeys/{consumerKey}',
  auth: ['key'],
  // A second one would be told that there is no such key, as if the name had been mistyped.
  repeatable: false,
  request: /* @__PURE__ */ lazy(() =>
    input({
      // Dots alone would be taken for a way up, even when they are encoded.
      key: v.pipe(
        label(),
        v.check((key) => !/^\.\.?$/.test(key), 'not_a_path_segment'),
      ),
    }),
  ),
  toWire: ({ key }) => ({ path: { consumerKey: key } }),
  success: 200,
  reply: /* @__PURE__ */ lazy(() => acknowledged('success')),
  codes,
};
