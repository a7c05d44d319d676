import * as v from 'valibot';
import { type PasswordIssue, validatePassword } from '../password-rules/validate-password.ts';

// The message of every issue is a code: the service's own where it has one for the same fault. Every schema and
// check below names its code, because a library's default message would repeat the value.

const MAX_EMAIL = 320;
const MAX_SECRET = 4096;

type Text = v.GenericSchema<unknown, string>;
/** The codes of a text that is absent, and of one that is empty where that differs. */
type WhenMissing = { missing: string; empty?: string };

const text = ({ missing, empty = missing }: WhenMissing, max: number, forbidden: RegExp): Text =>
  v.pipe(
    v.string(missing),
    v.nonEmpty(empty),
    v.maxLength(max, 'too_long'),
    v.check((value) => value.isWellFormed(), 'malformed_unicode'),
    v.check((value) => !forbidden.test(value), 'control_character'),
  );

/** An e-mail address, sent as typed: whether it exists is for the service to say. */
export const email = (when: WhenMissing): Text => text(when, MAX_EMAIL, /\p{Cc}/u);

/** A secret token from a reset mail. */
export const token = (when: WhenMissing): Text => text(when, MAX_SECRET, /\p{Cc}/u);

/** A password, sent as typed. One with a line end or a NUL was read wrongly, most often from a file. */
export const password = (when: WhenMissing): Text => text(when, MAX_SECRET, /[\0\r\n]/);

/** A name that people or the service gave to something, such as a label, an address, or a consumer key. */
export const label = (): Text => text({ missing: 'missing_required_parameter' }, MAX_EMAIL, /\p{Cc}/u);

/** A list of a hundred at the most. */
export const list = <Item>(
  item: v.GenericSchema<unknown, Item>,
  missing: string,
): v.GenericSchema<unknown, readonly Item[]> => v.pipe(v.array(item, missing), v.maxLength(100, 'too_long'));

/** An optional flag. */
export const flag = (): v.GenericSchema<unknown, boolean | undefined> =>
  v.optional(v.boolean('not_a_boolean'));

/** An input object: each field is judged by its own schema, also when it is absent or there is no object at all. */
export function input<Entries extends v.ObjectEntries>(
  entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<Entries, string>>> {
  const fields = Object.keys(entries);
  return v.pipe(
    v.unknown(),
    v.transform((value) => {
      const source = Object(value) as Record<string, unknown>; // whatever it was, it is an object now
      return Object.fromEntries(fields.map((field) => [field, source[field]]));
    }),
    v.object(alone(entries), 'not_an_object'),
  );
}

/** Entries without a prototype: valibot walks them with `for…in`, which goes on in a prototype that others have polluted. */
export const alone = <Entries extends v.ObjectEntries>(entries: Entries): Entries =>
  Object.assign(Object.create(null), entries);

interface NewPassword {
  newPassword: string;
  confirmPassword?: string | undefined;
}

const fieldOf: Record<PasswordIssue['rule'], string> = {
  missing: 'newPassword',
  length: 'newPassword',
  uppercase: 'newPassword',
  lowercase: 'newPassword',
  digit: 'newPassword',
  unchanged: 'newPassword',
  confirmation: 'confirmPassword',
};

/** The fields of a new password and its confirmation, for {@link input}. */
export const newPassword = (): {
  newPassword: Text;
  confirmPassword: v.GenericSchema<unknown, string | undefined>;
} => ({
  newPassword: password({ missing: 'password_is_missing' }),
  confirmPassword: v.optional(v.string('confirm_password_is_missing')),
});

/** Holds a new password against the rules of the contract, as `validatePassword` does. */
export const meetsRules = <
  Input extends NewPassword & { currentPassword?: string },
>(): v.RawCheckAction<Input> =>
  v.rawCheck<Input>(({ dataset, addIssue }) => {
    const { newPassword, confirmPassword, currentPassword } = dataset.value as Partial<
      NewPassword & { currentPassword: unknown }
    >; // fields may have failed
    if (typeof newPassword !== 'string' || newPassword === '') return; // said by the field itself
    const issues = validatePassword({
      password: newPassword,
      ...(typeof confirmPassword === 'string' && { confirm: confirmPassword }),
      ...(typeof currentPassword === 'string' && { current: currentPassword }),
    });
    for (const { rule, code } of issues) {
      const key = fieldOf[rule];
      addIssue({
        message: code,
        path: [{ type: 'object', origin: 'value', input: {}, key, value: undefined }],
      });
    }
  });
