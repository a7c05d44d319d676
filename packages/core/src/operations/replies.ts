import * as v from 'valibot';
import { lazy, type StandardSchema } from '../standard-schema.ts';
import { alone, entriesOf, typed } from './fields.ts';
import type { ReplyMember, ReplyMembers } from './operation.ts';

/** What may travel in a header: visible ASCII, of a length that servers take. An API key or consumer value is opaque otherwise. */
export const headerSafe: RegExp = /^[\x21-\x7e]{1,4096}$/;

/** A time, of which the contract gives no zone: ISO 8601 or SQL, in UTC where it does not say, or Unix seconds. */
const time = () =>
  v.pipe(
    v.custom<string | number>(
      (value) => typeof value === 'string' || typeof value === 'number',
      'not_a_time',
    ),
    v.transform((value) =>
      typeof value === 'number'
        ? new Date(value * 1000)
        : new Date(/^\d{4}-\d\d-\d\d[ T][\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value),
    ),
    v.check((date) => !Number.isNaN(date.getTime()), 'not_a_time'),
  );

/** What a member of each kind is read as. */
interface Values {
  word: string;
  credential: string;
  text: string;
  texts: string[];
  number: number;
  flag: boolean;
  time: Date;
}

type Value<Member extends ReplyMember> = Member extends {
  kind: 'records';
  members: infer Of extends ReplyMembers;
}
  ? Reply<Of>[]
  : Member['kind'] extends keyof Values
    ? Values[Member['kind']]
    : never;

type Absent<Member extends ReplyMember> = Member extends { default: null } ? null : never;

type Reply<Members extends ReplyMembers> = {
  [Name in keyof Members]: Value<Members[Name]> | Absent<Members[Name]>;
};

const kinds: Record<ReplyMember['kind'], (member: ReplyMember) => v.GenericSchema> = {
  word: ({ is }) => v.custom((value) => value === is, 'unexpected'),
  credential: () =>
    v.pipe(
      typed('string', 'not_a_string'),
      v.check((value) => headerSafe.test(value), 'not_header_safe'),
    ),
  text: () => typed('string', 'not_a_string'),
  texts: () => v.array(typed('string', 'not_a_string'), 'not_a_list'),
  number: () => typed('number', 'not_a_number'),
  flag: () => typed('boolean', 'not_a_boolean'),
  time,
  records: ({ members = {} }) => v.array(record(members), 'not_a_list'),
};

/** A documented JSON object by its own members and no inherited ones, so that a polluted prototype answers nothing. */
const record = (members: ReplyMembers): v.GenericSchema =>
  v.pipe(
    v.custom<object>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'not_an_object',
    ),
    v.transform((value): object => alone(value)),
    v.object(entriesOf(members, schemaOf), 'missing'),
  );

function schemaOf(member: ReplyMember): v.GenericSchema {
  const schema = kinds[member.kind](member);
  const { default: fallback } = member;
  if (fallback !== undefined) return v.fallback(v.optional(schema, fallback), fallback);
  return member.optional ? v.optional(schema) : schema;
}

/** Checks the JSON of success, and reads the result from it. */
export function replyOf<const Members extends ReplyMembers, Output>(
  members: Members,
  read: (reply: Reply<Members>) => Output,
): StandardSchema<unknown, Output> {
  return lazy(() =>
    v.pipe(
      record(members),
      v.transform((reply) => read(reply as Reply<Members>)), // each kind gives what `Values` says
    ),
  );
}

/** `{ "message": "success" }`, which most operations answer. */
export const acknowledged = { message: { kind: 'word', is: 'success', optional: true } } as const;
