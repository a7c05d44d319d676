import * as v from 'valibot';
import { validatePassword } from '../password-rules/validate-password.ts';
import { lazy, type StandardSchema } from '../standard-schema.ts';
import type { InputField, InputFields } from './operation.ts';

// The message of every issue is a code: the service's own where it has one for the same fault. Every schema and
// check below names its code, because a library's default message would repeat the value.

const MAX_EMAIL = 320;
const MAX_SECRET = 4096;

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

/** A value of one type. valibot has a schema for each type, and every page would load all of them. */
export const typed = <Type extends keyof Types>(
  type: Type,
  code: string,
): v.CustomSchema<Types[Type], string> => v.custom((value) => typeof value === type, code);

type Codes = Pick<InputField, 'missing' | 'empty'>;

const text = ({ missing, empty = missing }: Codes, max: number, forbidden: RegExp) =>
  v.pipe(
    typed('string', missing),
    v.check((value) => value !== '', empty),
    v.check((value) => value.length <= max, 'too_long'),
    v.check((value) => value.isWellFormed(), 'malformed_unicode'),
    v.check((value) => !forbidden.test(value), 'control_character'),
  );

/** Sent as typed: whether an address, a token or a name exists is for the service to say. */
const line = (codes: Codes, max: number) => text(codes, max, /\p{Cc}/u);

/** Sent as typed. A password with a line end or a NUL was read wrongly, most often from a file. */
const password = (codes: Codes) => text(codes, MAX_SECRET, /[\0\r\n]/);

/** A list of a hundred at the most. */
const list = (item: v.GenericSchema, missing: string) =>
  v.pipe(
    v.array(item, missing),
    v.check((items) => items.length <= 100, 'too_long'),
  );

const kinds: Record<InputField['kind'], (field: InputField) => v.GenericSchema> = {
  email: (field) => line(field, MAX_EMAIL),
  password,
  newPassword: password,
  // Only compared: the new password itself says what is wrong with it.
  confirmation: ({ missing }) => typed('string', missing),
  token: (field) => line(field, MAX_SECRET),
  label: (field) => line(field, MAX_EMAIL),
  labels: ({ missing }) => list(line({ missing: 'missing_required_parameter' }, MAX_EMAIL), missing),
  choices: ({ choices = [], missing, unlisted = missing }) =>
    v.pipe(
      list(
        v.custom((value) => choices.includes(value as string), unlisted),
        missing,
      ),
      v.check((chosen) => chosen.length > 0, missing),
    ),
  flag: ({ missing }) => typed('boolean', missing),
};

function schemaOf(field: InputField): v.GenericSchema {
  const schema = kinds[field.kind](field);
  // Not `v.optional`: replies need `v.nullish`, and every page would load both.
  if (field.optional)
    return v.pipe(
      v.nullish(schema),
      v.check((value) => value !== null, field.missing),
    );
  if (field.in !== 'path') return schema;
  // Dots alone would be taken for a way up, even when they are encoded.
  return v.pipe(
    schema,
    v.check((value) => !/^\.\.?$/.test(String(value)), 'not_a_path_segment'),
  );
}

/** A copy without a prototype, so that what others have added to `Object.prototype` is not read from it. */
export const alone = <Own extends object>(own: Own): Own => Object.assign(Object.create(null), own);

/** The schemas of named things, for `v.object`: it walks them with `for…in`, which goes on in a prototype. */
export const entriesOf = <Each extends object>(
  table: Readonly<Record<string, Each>>,
  schemaOf: (each: Each) => v.GenericSchema,
): v.ObjectEntries =>
  alone(Object.fromEntries(Object.entries(table).map(([name, each]) => [name, schemaOf(alone(each))])));

/** Checks an input: each field by its kind, also when it is absent or there is no object at all, then the password rules. */
export const requestOf = <Input>(fields: InputFields<Input>): StandardSchema<unknown, Input> =>
  lazy(() => {
    const names = Object.keys(fields);
    const schema = v.pipe(
      v.custom<unknown>(() => true),
      v.transform((value) => {
        const source = Object(value) as Record<string, unknown>; // an object now, from any value
        const given: Record<string, unknown> = {};
        for (const name of names) given[name] = source[name];
        return given;
      }),
      v.object(entriesOf<InputField>(fields, schemaOf), 'not_an_object'),
      meetsRules(Object.entries<InputField>(fields)),
    );
    return schema as StandardSchema<unknown, Input>; // each kind gives what `InputFields` lets it hold
  });

/** Holds a new password against the rules of the contract, as `validatePassword` does. Beside it, `password` is the current one. */
const meetsRules = (table: readonly [string, InputField][]) => {
  const nameOf = (kind: InputField['kind']) => table.find(([, field]) => field.kind === kind)?.[0] ?? '';
  const names = {
    password: nameOf('newPassword'),
    confirm: nameOf('confirmation'),
    current: nameOf('password'),
  };
  return v.rawCheck<Record<string, unknown>>(({ dataset, addIssue }) => {
    const values = dataset.value as Record<string, unknown>; // as they were given: a field may have failed
    const { [names.password]: password, [names.confirm]: confirm, [names.current]: current } = values;
    if (typeof password !== 'string' || password === '') return; // there is no such field, or it said so itself
    const issues = validatePassword({
      password,
      ...(typeof confirm === 'string' && { confirm }),
      ...(typeof current === 'string' && { current }),
    });
    for (const { rule, code } of issues) {
      const key = rule === 'confirmation' ? names.confirm : names.password;
      addIssue({
        message: code,
        path: [{ type: 'object', origin: 'value', input: {}, key, value: undefined }],
      });
    }
  });
};

/** The new password of an operation that sets one. */
export const newPassword = {
  kind: 'newPassword',
  wire: 'password',
  in: 'body',
  missing: 'password_is_missing',
} as const;

/** The same typed again. */
export const confirmPassword = {
  kind: 'confirmation',
  wire: 'confirm_password',
  in: 'body',
  missing: 'confirm_password_is_missing',
  optional: true,
  sameAs: 'newPassword',
} as const;
