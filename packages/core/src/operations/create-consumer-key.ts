import * as v from 'valibot';
import { lazy } from '../standard-schema.ts';
import { input, label, list } from './fields.ts';
import type { Operation } from './operation.ts';
import { headerValue, reply } from './replies.ts';

const codes = {
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
} as const;

/** What a consumer pair may be used for. */
export type ConsumerPermission = 'SEND_SMTP' | 'SEND_API' | 'APIS';

const permissions: readonly ConsumerPermission[] = ['SEND_SMTP', 'SEND_API', 'APIS'];

/** What a new consumer pair takes. */
export interface CreateConsumerKeyInput {
  /** At least one. */
  permissions: readonly ConsumerPermission[];
  /** What it is called in the list. */
  label?: string | undefined;
  /** The addresses it may be used from; default: any. */
  ips?: readonly string[] | undefined;
}

/** A new consumer pair. The secret is shown here and never again. */
export interface NewConsumerPair {
  key: string;
  secret: string;
}

/** `POST /user/consumerKeys`: makes a consumer pair. */
export const createConsumerKey: Operation<CreateConsumerKeyInput, NewConsumerPair, typeof codes> = {
  name: 'createConsumerKey',
  method: 'POST',
  path: '/user/consumerKeys',
  auth: ['key'],
  repeatable: false,
  request: /* @__PURE__ */ lazy(() =>
    input({
      permissions: v.pipe(
        list(v.picklist(permissions, 'not_a_permission'), 'missing'),
        v.nonEmpty('missing'),
      ),
      label: v.optional(label()),
      ips: v.optional(list(label(), 'not_a_list')),
    }),
  ),
  toWire: ({ permissions, label, ips }) => ({
    body: { permissions, ...(label !== undefined && { label }), ...(ips !== undefined && { ips }) },
  }),
  success: 201,
  reply: /* @__PURE__ */ lazy(() =>
    v.pipe(
      reply({ consumerKey: headerValue(), consumerSecret: headerValue() }),
      v.transform(({ consumerKey, consumerSecret }) => ({ key: consumerKey, secret: consumerSecret })),
    ),
  ),
  codes,
};
