import { requestOf } from './fields.ts';
import { keyCodes } from './key-codes.ts';
import type { InputFields, Operation } from './operation.ts';
import { replyOf } from './replies.ts';

/** The codes that the contract documents for `createConsumerKey`, by status. */
export const createConsumerKeyCodes = {
  401: keyCodes as typeof keyCodes,
} as const;

/** What a consumer pair may be used for: mail by SMTP, mail by HTTP, or the rest of the API. */
export type ConsumerPermission = 'SEND_SMTP' | 'SEND_API' | 'APIS';

/** What a new consumer pair takes. */
export interface CreateConsumerKeyInput {
  /** At least one. Required. */
  permissions: readonly ConsumerPermission[];
  /** What it is called in the list. Default: no label. */
  label?: string | undefined;
  /** The IP addresses it may be used from. Default: any. */
  ips?: readonly string[] | undefined;
}

/** A new consumer pair. The secret is shown here and never again. */
export interface NewConsumerPair {
  /** Sent as `consumerKey`. */
  key: string;
  /** Sent as `consumerSecret`. */
  secret: string;
}

const fields: InputFields<CreateConsumerKeyInput> = {
  permissions: {
    kind: 'choices',
    wire: 'permissions',
    in: 'body',
    choices: ['SEND_SMTP', 'SEND_API', 'APIS'],
    missing: 'missing',
    unlisted: 'not_a_permission',
  },
  label: { kind: 'label', wire: 'label', in: 'body', missing: 'missing_required_parameter', optional: true },
  ips: { kind: 'labels', wire: 'ips', in: 'body', missing: 'not_a_list', optional: true },
};

const members = { consumerKey: { kind: 'credential' }, consumerSecret: { kind: 'credential' } } as const;

/** `POST /user/consumerKeys`: makes a consumer pair. */
export const createConsumerKey: Operation<
  CreateConsumerKeyInput,
  NewConsumerPair,
  typeof createConsumerKeyCodes
> = {
  name: 'createConsumerKey',
  method: 'POST',
  path: '/user/consumerKeys',
  auth: ['key'],
  repeatable: false,
  fields,
  request: /* @__PURE__ */ requestOf(fields),
  success: 201,
  members,
  reply: /* @__PURE__ */ replyOf(members, ({ consumerKey, consumerSecret }) => ({
    key: consumerKey,
    secret: consumerSecret,
  })),
  codes: createConsumerKeyCodes,
};
