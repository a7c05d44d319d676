import { requestOf } from './fields.ts';
import type { InputFields, Operation } from './operation.ts';
import { replyOf } from './replies.ts';

const codes = {
  401: ['missing_authorization_key', 'invalid_authorization_key', 'account_is_inactive'],
} as const;

/** What a consumer pair may be used for. */
export type ConsumerPermission = 'SEND_SMTP' | 'SEND_API' | 'APIS';

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
export const createConsumerKey: Operation<CreateConsumerKeyInput, NewConsumerPair, typeof codes> = {
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
  codes,
};
