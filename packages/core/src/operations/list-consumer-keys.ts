import * as v from 'valibot';
import { lazy } from '../standard-schema.ts';
import { input } from './fields.ts';
import type { Operation } from './operation.ts';
import { headerValue, reply, time } from './replies.ts';

const codes = {
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
} as const;

/** A consumer pair as the service lists it: without its secret. */
export interface ConsumerKey {
  key: string;
  label: string;
  createdAt: Date;
  /** The addresses it may be used from; empty: any. */
  ips: readonly string[];
  legacy: boolean;
  /** `SEND_SMTP`, `SEND_API`, `APIS`, or what the service has added since. */
  permissions: readonly string[];
}

/** `GET /user/consumerKeys`: the consumer pairs of the account. */
export const listConsumerKeys: Operation<object, ConsumerKey[], typeof codes> = {
  name: 'listConsumerKeys',
  method: 'GET',
  path: '/user/consumerKeys',
  auth: ['key'],
  repeatable: true,
  request: /* @__PURE__ */ lazy(() => input({})),
  toWire: () => ({}),
  success: 200,
  reply: /* @__PURE__ */ lazy(() =>
    v.pipe(
      reply({
        count: v.number('not_a_number'),
        results: v.array(
          reply({
            consumerKey: headerValue(),
            label: v.nullish(v.string('not_a_string'), ''),
            creation_time: time(),
            ips: v.nullish(v.array(v.string('not_a_string'), 'not_a_list'), []),
            is_legacy: v.boolean('not_a_boolean'),
            permissions: v.array(v.string('not_a_string'), 'not_a_list'),
          }),
          'not_a_list',
        ),
      }),
      v.transform(({ results }) =>
        results.map(({ consumerKey, label, creation_time, ips, is_legacy, permissions }) => ({
          key: consumerKey,
          label,
          createdAt: creation_time,
          ips,
          legacy: is_legacy,
          permissions,
        })),
      ),
    ),
  ),
  codes,
};
