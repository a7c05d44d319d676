import { requestOf } from './fields.ts';
import { keyCodes } from './key-codes.ts';
import type { Operation } from './operation.ts';
import { replyOf } from './replies.ts';

/** The codes that the contract documents for `listConsumerKeys`, by status. */
export const listConsumerKeysCodes = {
  401: keyCodes as typeof keyCodes,
} as const;

/** A consumer pair as the service lists it: without its secret. Records of before 2026 have little but the key. */
export interface ConsumerKey {
  /** Names the pair, as for {@link DeleteConsumerKeyInput}. */
  key: string;
  /** Empty if it has none. */
  label: string;
  /** `null` if the service does not say. It names no zone: this is read as UTC. */
  createdAt: Date | null;
  /** The addresses it may be used from; empty: any. */
  ips: readonly string[];
  /** What the service calls `is_legacy`; `null` if it does not say. */
  legacy: boolean | null;
  /** `SEND_SMTP`, `SEND_API`, `APIS`, or what the service has added since; `null` if it does not say. */
  permissions: readonly string[] | null;
}

const members = {
  count: { kind: 'number', default: 0 },
  results: {
    kind: 'records',
    members: {
      consumerKey: { kind: 'credential' },
      label: { kind: 'text', default: '' },
      creation_time: { kind: 'time', default: null },
      ips: { kind: 'texts', default: [] },
      is_legacy: { kind: 'flag', default: null },
      permissions: { kind: 'texts', default: null },
    },
  },
} as const;

/** `GET /user/consumerKeys`: the consumer pairs of the account. */
export const listConsumerKeys: Operation<object, ConsumerKey[], typeof listConsumerKeysCodes> = {
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
  codes: listConsumerKeysCodes,
};
