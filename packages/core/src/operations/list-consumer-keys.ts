import { requestOf } from './fields.ts';
import type { Operation } from './operation.ts';
import { replyOf } from './replies.ts';

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

const members = {
  count: { kind: 'number' },
  results: {
    kind: 'records',
    members: {
      consumerKey: { kind: 'credential' },
      label: { kind: 'text', default: '' },
      creation_time: { kind: 'time' },
      ips: { kind: 'texts', default: [] },
      is_legacy: { kind: 'flag' },
      permissions: { kind: 'texts' },
    },
  },
} as const;

/** `GET /user/consumerKeys`: the consumer pairs of the account. */
export const listConsumerKeys: Operation<object, ConsumerKey[], typeof codes> = {
  name: 'listConsumerKeys',
  method: 'GET',
  path: '/user/consumerKeys',
  auth: ['key'],
  repeatable: true,
  fields: {},
  request: /* @__PURE__ */ requestOf({}),
  success: 200,
  members,
  reply: /* @__PURE__ */ replyOf(members, ({ results }) =>
    results.map(({ consumerKey, label, creation_time, ips, is_legacy, permissions }) => ({
      key: consumerKey,
      label,
      createdAt: creation_time,
      ips,
      legacy: is_legacy,
      permissions,
    })),
  ),
  codes,
};
