import type { InputFields } from '@turbosmtp-auth/core';

interface Input {
  email: string;
  again?: string | undefined;
  ips: readonly string[];
}

const email = { kind: 'email', wire: 'email', in: 'body', missing: 'email_is_missing' } as const;
const again = { ...email, kind: 'confirmation', optional: true, sameAs: 'email' } as const;
const ips = { kind: 'labels', wire: 'ips', in: 'body', missing: 'not_a_list' } as const;

export const fields: InputFields<Input> = { email, again, ips };

// @ts-expect-error each property has a field
export const lacking: InputFields<Input> = { email, ips };
// @ts-expect-error a field is a property
export const more: InputFields<Input> = { email, again, ips, other: email };
// @ts-expect-error the property is optional, and so is its field
export const demanded: InputFields<Input> = { email, again: email, ips };
// @ts-expect-error the property is not optional
export const optional: InputFields<Input> = { email: again, again, ips };
// @ts-expect-error a list is not a text
export const text: InputFields<Input> = { email, again, ips: email };
// @ts-expect-error no such field to be the same as
export const same: InputFields<Input> = { email, again: { ...again, sameAs: 'mail' }, ips };
// @ts-expect-error a query holds texts only
export const query: InputFields<Input> = { email, again, ips: { ...ips, in: 'query' } };
