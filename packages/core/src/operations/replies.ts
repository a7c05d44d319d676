import * as v from 'valibot';
import { alone } from './fields.ts';

/** An object's own fields and no inherited ones, so that a polluted prototype answers nothing. */
const ownFields = () =>
  v.pipe(
    v.custom<object>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
      'not_an_object',
    ),
    v.transform((value): object => Object.assign(Object.create(null), value)),
  );

/** A documented JSON object; the service may add fields. */
export const reply = <Entries extends v.ObjectEntries>(
  entries: Entries,
): v.GenericSchema<unknown, v.InferOutput<v.ObjectSchema<Entries, string>>> =>
  v.pipe(ownFields(), v.object(alone(entries), 'missing'));

/** `{ "message": "…" }` and nothing to tell the caller. */
export const acknowledged = (message: string): v.GenericSchema<unknown, void> =>
  v.pipe(
    reply({ message: v.literal(message, 'unexpected') }),
    v.transform((): void => undefined),
  );

/** What may travel in a header: visible ASCII, of a length that servers take. An API key or consumer value is opaque otherwise. */
export const headerSafe: RegExp = /^[\x21-\x7e]{1,4096}$/;

/** An API key, a consumer key or a secret in a reply. */
export const headerValue = (): v.GenericSchema<unknown, string> =>
  v.pipe(v.string('not_a_string'), v.regex(headerSafe, 'not_header_safe'));

/** A time in a reply, of which the contract gives no format: ISO 8601 or SQL, in UTC where it does not say, or Unix seconds. */
export const time = (): v.GenericSchema<unknown, Date> =>
  v.pipe(
    v.union([v.string('not_a_time'), v.number('not_a_time')], 'not_a_time'),
    v.transform((value) =>
      typeof value === 'number'
        ? new Date(value * 1000)
        : new Date(/^\d{4}-\d\d-\d\d[ T][\d:.]+$/.test(value) ? `${value.replace(' ', 'T')}Z` : value),
    ),
    v.check((date) => !Number.isNaN(date.getTime()), 'not_a_time'),
  );
